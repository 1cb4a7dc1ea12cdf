import 'reflect-metadata';
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
  ServiceUnavailableException,
  type Type,
  UnauthorizedException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { OnVortexEvent, VortexModule, type VortexRequest } from '@vortex/nestjs';
import { API_KEY, handle, SECRET, signedIn, type TokenBody, tokenFor } from '../adapters/app.ts';
import { isForeign, isSigned, once, TOKEN_LIMIT } from '../adapters/by-hand.ts';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import type { Servers } from '../frame/server.ts';

export default {
  title: 'Nest',
  about:
    'The controllers of our module on Nest 12 beside a controller that does the same by hand, as the documentation of Nest shows ' +
    'it (`rawBody: true`), on Express and on Fastify.',
  peers: ['@nestjs/core', '@nestjs/platform-express', '@nestjs/platform-fastify'],
  seconds: 60,
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
  accepted(event: object): Promise<void> {
    return handle(event);
  }
}

@Module({
  imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET }, routes: { authenticate: signedIn } })],
  providers: [Team],
})
class Ours {}

@Controller()
class ByHandController {
  readonly #team: Team;

  constructor(team: Team) {
    this.#team = team;
  }

  /** Nest's parser has refused what is too large, and has read the JSON already: only the signature is left to check. */
  @Post('webhooks/vortex')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async receive(@Req() { headers, rawBody }: RawBodyRequest<VortexRequest>, @Body() event: { id: string }) {
    if (!rawBody || !isSigned(rawBody, String(headers['x-vortex-signature'])))
      throw new UnauthorizedException('Invalid signature');
    const outcome = await once(event.id, () => this.#team.accepted(event));
    if (outcome === 'claimed') throw new ServiceUnavailableException('Being handled');
    return { received: true };
  }

  @Post('api/vortex/token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async token(@Req() { headers }: VortexRequest, @Body() body: TokenBody | undefined) {
    if (isForeign(headers.origin, headers.host)) throw new ForbiddenException('Another origin');
    const user = await signedIn();
    if (!user) throw new UnauthorizedException('Sign in');
    if (!headers['content-type']?.startsWith('application/json')) throw new UnsupportedMediaTypeException('Not JSON');
    if (!(Number(headers['content-length']) <= TOKEN_LIMIT)) throw new PayloadTooLargeException('Too large');
    const context = body?.context;
    if (context?.scope !== undefined) throw new ForbiddenException('No member');
    return { token: tokenFor(user, context) };
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
