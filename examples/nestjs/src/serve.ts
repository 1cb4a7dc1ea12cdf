import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { indexPage, PUBLIC, vortexScript } from '@vortex/example-web';
import type { NextFunction, Request, Response } from 'express';
import { AppModule } from './app.module.js';
import type { Settings } from './settings.module.js';

/** Makes the app and lets it listen on this machine. */
export async function serve(
  settings: Settings,
  port: number,
  logger: LogLevel[] | false,
): Promise<NestExpressApplication> {
  // No `rawBody`: the module keeps parsers away from the webhooks by itself.
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    logger,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.use(securityHeaders(settings));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path === '/') response.type('html').send(indexPage('NestJS'));
    else if (request.path === '/vortex.js') response.type('js').send(vortexScript());
    else next();
  });
  app.useStaticAssets(PUBLIC, { extensions: ['html'] });
  try {
    await app.listen(port, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

function securityHeaders({ componentUrl }: Settings) {
  // The component is a script of Vortex's, and asks Vortex by itself.
  const vortex = componentUrl ? ` ${new URL(componentUrl).origin}` : '';
  const policy = `default-src 'self'; script-src 'self'${vortex}; connect-src 'self'${vortex}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  };
}
