import type { Framework } from '../frameworks.ts';
import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { BUNDLED } from './bundled.ts';
import { fastify } from './fastify.ts';
import { express, fetchRuntime } from './handlers.ts';
import { hono } from './hono.ts';
import { nestjs } from './nestjs.ts';
import { next } from './next.ts';
import { SERVERS } from './servers.ts';
import { tested } from './tested.ts';

/** What is done for each framework. */
export const RECIPES: Readonly<Record<Framework, (project: Project) => Recipe>> = {
  next,
  nuxt: tested(BUNDLED.nuxt),
  sveltekit: tested(BUNDLED.sveltekit),
  astro: tested(BUNDLED.astro),
  'react-router': tested(BUNDLED['react-router']),
  'tanstack-start': tested(BUNDLED['tanstack-start']),
  'solid-start': tested(BUNDLED['solid-start']),
  nestjs,
  adonisjs: tested(SERVERS.adonisjs),
  hono,
  elysia: tested(SERVERS.elysia),
  express,
  fastify,
  koa: tested(SERVERS.koa),
  hapi: tested(SERVERS.hapi),
  bun: tested(SERVERS.bun),
  deno: tested(SERVERS.deno),
  workers: tested(SERVERS.workers),
  none: fetchRuntime,
};
