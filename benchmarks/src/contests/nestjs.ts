import 'reflect-metadata';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import {
  Body,
  Controller,
  ForbiddenException,
  Header,
  HttpCode,
  Injectable,
  Module,
  PayloadTooLargeException,
  Post,
  type RawBodyRequest,
  Req,
  type Type,
  UnauthorizedException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { OnVortexEvent, Vortex, VortexModule, type VortexRequest } from '@vortex/nestjs';
import type { Contest } from '../frame/contest.ts';
import { SECRET } from '../frame/load.ts';
import type { Servers } from '../frame/server.ts';
import { API_KEY, adapterCases, USER } from '../vortex-app.ts';

export default {
  title: 'Nest',
  about:
    'The controllers of our module on Nest 12 beside a controller that does the same by hand, as the documentation of Nest shows ' +
    'it (`rawBody: true`), on Express and on Fastify.',
  peers: ['@nestjs/core', '@nestjs/platform-express', '@nestjs/platform-fastify'],
  seconds: 80,
  cases: (tools) => [
    ...adapterCases(tools, import.meta.url, {
      prefix: 'on Express: ',
      webhook: { '@vortex/nestjs': 'oursOnExpress', 'by hand': 'byHandOnExpress' },
      token: { '@vortex/nestjs': 'oursOnExpress', 'by hand': 'byHandOnExpress' },
      targets: { 'by hand': { atLeast: 1 } },
    }),
    ...adapterCases(tools, import.meta.url, {
      prefix: 'on Fastify: ',
      webhook: { '@vortex/nestjs': 'oursOnFastify', 'by hand': 'byHandOnFastify' },
      token: { '@vortex/nestjs': 'oursOnFastify', 'by hand': 'byHandOnFastify' },
      targets: { 'by hand': { atLeast: 0.97 } },
    }),
  ],
} satisfies Contest;

@Injectable()
class Team {
  @OnVortexEvent('invitation.accepted')
  async accepted(_event: object): Promise<void> {}

  async signedIn(): Promise<typeof USER> {
    return USER;
  }
}

@Module({
  imports: [
    VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET }, routes: { authenticate: () => USER } }),
  ],
  providers: [Team],
})
class Ours {}

@Controller()
class ByHandController {
  readonly #seen = new Set<string>();
  readonly #vortex = new Vortex(API_KEY);
  readonly #team: Team;

  constructor(team: Team) {
    this.#team = team;
  }

  @Post('webhooks/vortex')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async receive(@Req() { headers, rawBody }: RawBodyRequest<VortexRequest>, @Body() event: { id: string }) {
    const expected = createHmac('sha256', SECRET)
      .update(rawBody ?? '')
      .digest();
    const given = Buffer.from(String(headers['x-vortex-signature'] ?? ''), 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new UnauthorizedException('Invalid signature');
    }
    if (!this.#seen.has(event.id)) await this.#team.accepted(event);
    this.#seen.add(event.id);
    return { received: true };
  }

  @Post('api/vortex/token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async token(@Req() { headers }: VortexRequest, @Body() { context }: { context?: { scope?: unknown } }) {
    if (headers.origin !== undefined && new URL(headers.origin).host !== headers.host) {
      throw new ForbiddenException('Another origin');
    }
    const user = await this.#team.signedIn();
    if (!user) throw new UnauthorizedException('Sign in');
    if (!headers['content-type']?.startsWith('application/json')) throw new UnsupportedMediaTypeException('Not JSON');
    if (!(Number(headers['content-length']) <= 102_400)) throw new PayloadTooLargeException('Too large');
    if (context?.scope !== undefined) throw new ForbiddenException('No member');
    return { token: this.#vortex.generateToken({ user }, { expiresIn: '1h' }) };
  }
}

@Module({ controllers: [ByHandController], providers: [Team] })
class ByHand {}

async function served(module: Type, adapter: AbstractHttpAdapter): Promise<RequestListener> {
  const app = await NestFactory.create(module, adapter, { logger: false, rawBody: module === ByHand });
  await app.init();
  if (!(adapter instanceof FastifyAdapter)) return adapter.getInstance<RequestListener>();
  const fastify = adapter.getInstance();
  await fastify.ready();
  return (request, response) => fastify.routing(request, response);
}

export const servers: Servers = {
  oursOnExpress: () => served(Ours, new ExpressAdapter()),
  byHandOnExpress: () => served(ByHand, new ExpressAdapter()),
  oursOnFastify: () => served(Ours, new FastifyAdapter()),
  byHandOnFastify: () => served(ByHand, new FastifyAdapter()),
};
