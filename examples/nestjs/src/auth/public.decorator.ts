import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export const PUBLIC = 'public';

/** Lets requests through for which nobody is signed in. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
