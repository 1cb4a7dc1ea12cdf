import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { optionCases } from '@vortex/conformance/options';
import { VortexModule, type VortexModuleOptions } from '../src/index.ts';

const create = (options: VortexModuleOptions): Promise<unknown> =>
  NestFactory.create(VortexModule.forRoot(options), { logger: false, abortOnError: false });

optionCases('nest', {
  webhook: (options) => create({ webhook: options }),
  routes: (options) => create({ routes: { authenticate: () => null, ...options } }),
});
