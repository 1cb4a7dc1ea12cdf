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
import type { Benchmark } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const USER = { id: 'user-1', email: 'ada@example.com' };

/**
 * The module's two controllers beside a controller that does the same by hand, as Nest's documentation shows it
 * (`rawBody: true`), on both platforms. On Nest 12, which the house is built with and which is ES modules as this program is.
 */
export async function nestjsBenchmark(): Promise<Benchmark> {
  return withLoad(async (load) => {
    const on = async (platform: string, make: () => Platform) => [
      ...(await compareServers(
        `webhook route on ${platform}`,
        'webhook',
        await served(Ours, make()),
        await served(ByHand, make()),
        load,
        0.9,
      )),
      ...(await compareServers(
        `token route on ${platform}`,
        'token',
        await served(Ours, make()),
        await served(ByHand, make()),
        load,
        0.9,
      )),
    ];
    return {
      title: `Nest 12 over real sockets, Node ${process.versions.node}`,
      rows: [
        ...(await on('express', () => new ExpressAdapter())),
        ...(await on('fastify', () => new FastifyAdapter())),
      ],
    };
  });
}

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

type Platform = AbstractHttpAdapter;

async function served(module: Type, adapter: Platform): Promise<RequestListener> {
  const app = await NestFactory.create(module, adapter, { logger: false, rawBody: module === ByHand });
  await app.init();
  if (!(adapter instanceof FastifyAdapter)) return adapter.getInstance<RequestListener>();
  const fastify = adapter.getInstance();
  await fastify.ready();
  return (request, response) => fastify.routing(request, response);
}
