import { Injectable, type NestMiddleware, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** What every route under /app has in common. */
@Injectable()
export class OwnApiMiddleware implements NestMiddleware {
  use(request: Request, response: Response, next: NextFunction): void {
    response.set('Cache-Control', 'no-store');
    // Another site's form can post, but not as JSON: this is what stands between it and the session cookie.
    if (request.method === 'POST' && !request.is('application/json')) {
      throw new UnsupportedMediaTypeException({
        error: 'Send JSON, with Content-Type: application/json.',
        code: 'unsupported_content_type',
      });
    }
    next();
  }
}
