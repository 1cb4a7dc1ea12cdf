import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The tests build with keys of their own, beside a build that may be running.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // As create-next-app sets them.
  cacheComponents: true,
  partialPrefetching: true,
  poweredByHeader: false,
  devIndicators: false,
  // In this repository packages are linked from outside the folder; an app of its own needs no such line.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // Asked for where the page's own icon comes a moment after the page: Next streams it.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ],
};

export default config;
