import 'reflect-metadata';
import type { INestApplication, LoggerService, NestApplicationOptions, Type } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import { onTestFinished } from 'vitest';
import type { WebhookEventType } from '../src/index.ts';

export const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
export const SECRET = 'whsec_test_nest';

/** The platforms Nest has. */
export const platforms: [name: string, make: () => AbstractHttpAdapter][] = [
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
];

/** An app on a free port, closed when the test is over. */
export interface Running {
  readonly app: INestApplication;
  readonly url: string;
  /** What Nest's logger was told, `level message`. */
  readonly log: string[];
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A signed event, to be posted. */
  signed(type: WebhookEventType, data?: object): { readonly body: string; readonly headers: Record<string, string> };
  /** Delivers a signed event. */
  deliver(type: WebhookEventType, data?: object, path?: string): Promise<Answer>;
}

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

/** Starts an app whose root is a module. */
export async function startNest(
  module: Type,
  adapter: AbstractHttpAdapter = new ExpressAdapter(),
  configure: (app: INestApplication) => void = () => {},
  options: NestApplicationOptions = {},
): Promise<Running> {
  const log: string[] = [];
  const app = await NestFactory.create(module, adapter, { logger: listTo(log), abortOnError: false, ...options });
  configure(app);
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const url = await app.getUrl();
  const post: Running['post'] = (path, body, headers = {}) =>
    ask(url, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const signed: Running['signed'] = (type, data = {}) => {
    const { body, headers } = signedWebhook({ ...createWebhookEvent(type), data }, { secret: SECRET });
    return { body, headers: { ...headers } };
  };
  return {
    app,
    url,
    log,
    get: (path, headers = {}) => ask(url, path, { headers }),
    post,
    signed,
    deliver: (type, data = {}, path = '/webhooks/vortex') => {
      const { body, headers } = signed(type, data);
      return post(path, body, headers);
    },
  };
}

async function ask(url: string, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`${url}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

function listTo(log: string[]): LoggerService {
  const at = (level: string) => (message: unknown) => log.push(`${level} ${String(message)}`);
  return {
    log: at('log'),
    // With a stack where the message is ours; of Nest's own lines, tests look at the message.
    error: (message: unknown, stack?: unknown) =>
      log.push(`error ${String(message)}${String(message).startsWith('Vortex') ? `\n${String(stack)}` : ''}`),
    warn: at('warn'),
  };
}
