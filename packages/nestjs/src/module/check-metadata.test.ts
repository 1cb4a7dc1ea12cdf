import { type ClassProvider, Inject, Injectable, Module, type Provider, type Type } from '@nestjs/common';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { OnVortexEvent, Vortex, VortexModule } from '../index.ts';

/** As esbuild compiles it: decorators are called, and nothing tells the types of parameters. */
function handlers(...inject: ParameterDecorator[]): Type {
  class Handlers {
    readonly vortex: Vortex;

    constructor(vortex: Vortex) {
      this.vortex = vortex;
    }

    created(): void {
      this.vortex.sign({ id: 'ada' });
    }
  }
  const created = Object.getOwnPropertyDescriptor(Handlers.prototype, 'created') as TypedPropertyDescriptor<() => void>;
  OnVortexEvent('member.created')(Handlers.prototype, 'created', created);
  for (const decorate of inject) decorate(Handlers, undefined, 0);
  Injectable()(Handlers);
  return Handlers;
}

class Sessions {
  readonly vortex: Vortex;

  constructor(vortex: Vortex) {
    this.vortex = vortex;
  }

  authenticate(): { id: string } {
    return { id: this.vortex.sign({ id: 'ada' }) };
  }
}

describe.each(platforms)('without decorator metadata, on %s', (_, adapter) => {
  const start = (provider: Provider, authenticate: Type<Sessions> | (() => null) = () => null) => {
    const options = { apiKey: API_KEY, isGlobal: true, webhook: { secret: SECRET }, routes: { authenticate } };
    @Module({ imports: [VortexModule.forRoot(options)], providers: [provider] })
    class App {}
    return startNest(App, adapter());
  };

  test('a class of handlers that would be given nothing is an error when the app starts', async () => {
    await expect(start(handlers())).rejects.toThrow(/into Handlers: .*decorator metadata.*@InjectVortex\(\)/);
  });

  test('one whose parameters are named works', async () => {
    const app = await start(handlers(Inject(Vortex)));
    expect((await app.deliver('member.created')).status).toBe(200);
  });

  test('so does one that a factory makes', async () => {
    const Handlers = handlers();
    const app = await start({
      provide: Handlers,
      inject: [Vortex],
      useFactory: (vortex: Vortex) => new Handlers(vortex),
    });
    expect((await app.deliver('member.created')).status).toBe(200);
  });

  test('an `authenticate` class that would be given nothing is an error when the app starts', async () => {
    const provider: ClassProvider = { provide: 'other', useClass: class Other {} };
    await expect(start(provider, Sessions)).rejects.toThrow(/into Sessions: .*decorator metadata/);
    await expect(start(Sessions, Sessions)).rejects.toThrow(/into Sessions: .*decorator metadata/);
    const made = { provide: Sessions, inject: [Vortex], useFactory: (vortex: Vortex) => new Sessions(vortex) };
    expect((await (await start(made, Sessions)).post('/api/vortex/token', {})).status).toBe(200);
  });
});
