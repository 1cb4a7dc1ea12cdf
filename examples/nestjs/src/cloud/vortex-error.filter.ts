import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { isVortexError, VortexError } from '@vortex/nestjs';
import type { Response } from 'express';
import { CloudService } from './cloud.service.js';

/** What the app's own routes answer when a call of Vortex fails. */
@Catch(VortexError)
export class VortexErrorFilter implements ExceptionFilter<VortexError> {
  constructor(private readonly cloud: CloudService) {}

  catch(error: VortexError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (isVortexError(error, 'not_found')) {
      response.status(404).json({ error: 'There is no such invitation.', code: error.code });
    } else if (isVortexError(error, 'invalid_argument')) {
      response.status(400).json({ error: error.message, code: error.code });
    } else {
      response.status(502).json({ error: this.cloud.trouble(error), code: error.code });
    }
  }
}
