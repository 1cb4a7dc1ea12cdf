import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { connection } from 'next/server';
import { Suspense } from 'react';
import { currentUser } from '../../lib/user.ts';

export default function Page() {
  return (
    <Suspense>
      <Token />
    </Suspense>
  );
}

let kept: { readonly key: KeyObject; readonly header: string } | undefined;

/** The least such a page can do: one HMAC, with a key object and a header kept from before. */
async function Token() {
  const user = await currentUser();
  await connection();
  kept ??= prepare(process.env.VORTEX_API_KEY ?? '');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { user, component: 'team-invite', scope: 'team:42', iat, exp: iat + 3600 };
  const signed = `${kept.header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return <code>{`${signed}.${createHmac('sha256', kept.key).update(signed).digest('base64url')}`}</code>;
}

function prepare(apiKey: string): NonNullable<typeof kept> {
  const [, id = '', secret = ''] = apiKey.split('.');
  const kid = Buffer.from(id, 'base64url')
    .toString('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const key = createSecretKey(createHmac('sha256', secret).update(kid).digest());
  return { key, header: Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid })).toString('base64url') };
}
