import type { Framework } from '../frameworks.ts';
import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { adonis } from './adonis.ts';
import { elysia } from './elysia.ts';
import { ASTRO, REACT_ROUTER, SOLID_START, SVELTEKIT, TANSTACK_START } from './event-frameworks.ts';
import { eventRecipe } from './event-recipe.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { fetchRuntime } from './fetch.ts';
import { bun, deno, workers } from './fetch-servers.ts';
import { hapi } from './hapi.ts';
import { hono } from './hono.ts';
import { koa } from './koa.ts';
import { nestjs } from './nestjs.ts';
import { next } from './next.ts';
import { nuxt } from './nuxt.ts';

/** What is done for each framework. */
export const RECIPES: Readonly<Record<Framework, (project: Project) => Recipe>> = {
  next,
  nuxt,
  sveltekit: eventRecipe(SVELTEKIT),
  astro: eventRecipe(ASTRO),
  'react-router': eventRecipe(REACT_ROUTER),
  'tanstack-start': eventRecipe(TANSTACK_START),
  'solid-start': eventRecipe(SOLID_START),
  nestjs,
  adonisjs: adonis,
  hono,
  elysia,
  express,
  fastify,
  koa,
  hapi,
  bun,
  deno,
  workers,
  none: fetchRuntime,
};
