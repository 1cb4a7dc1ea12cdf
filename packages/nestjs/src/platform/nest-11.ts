import { HttpAdapterHost } from '@nestjs/core';

/** Whether this is Nest 11 or newer, told by a method that came with it. */
export const isNest11: boolean = 'init$' in HttpAdapterHost.prototype;
