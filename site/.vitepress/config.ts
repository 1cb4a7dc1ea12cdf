import { type DefaultTheme, defineConfig, type MarkdownRenderer } from 'vitepress';
import { type Page, pages } from '../src/content.ts';
import { slugOf } from '../src/slug.ts';

const all = pages();

/** The first pages of a group, in the order of reading; the others follow by title. */
const FIRST: readonly string[] = [
  'packages/core.md',
  'packages/express.md',
  'packages/fastify.md',
  'packages/hono.md',
  'packages/next.md',
  'packages/nestjs.md',
  'packages/nuxt.md',
  'packages/react.md',
  'frameworks.md',
  'guides/concepts.md',
  'guides/from-invitation-to-member.md',
  'guides/authentication.md',
  'guides/webhooks.md',
  'guides/production.md',
  'guides/security.md',
  'guides/troubleshooting.md',
];

export default defineConfig({
  title: 'Vortex for TypeScript',
  description: 'Invitations for TypeScript servers: tokens, REST client, webhooks, routes, and a local emulator.',
  srcDir: 'content',
  outDir: 'dist',
  cacheDir: '.vitepress/cache',
  lang: 'en',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  // A link that leads nowhere ends the build.
  ignoreDeadLinks: false,
  // As GitHub reads them, so that a manual is the same in both places: its anchors, and `{id}` in a heading.
  markdown: {
    anchor: { slugify: slugOf },
    attrs: { disable: true },
    config: showBraces,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Packages', link: '/packages/core.html', activeMatch: '/packages/' },
      { text: 'Guides', link: '/guides/concepts.html', activeMatch: '/guides/' },
      { text: 'Reference', link: '/reference/client.html', activeMatch: '/reference/' },
      { text: 'API', link: '/api/index.html', target: '_self' },
    ],
    sidebar: (['Packages', 'Guides', 'Frameworks', 'Reference', 'Examples'] as const).map((group) => ({
      text: group,
      items: itemsOf(group),
    })),
    outline: [2, 3],
  },
});

/** `{{ }}` in code is code, and no expression of Vue's. */
function showBraces(md: MarkdownRenderer): void {
  const render = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    tokens[index]?.attrSet('v-pre', '');
    return render?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
  };
}

function itemsOf(group: Page['group']): DefaultTheme.SidebarItem[] {
  const rank = ({ path }: Page) => {
    const place = FIRST.indexOf(path);
    return place === -1 ? FIRST.length : place;
  };
  return all
    .filter((page) => page.group === group)
    .sort((one, other) => rank(one) - rank(other) || one.title.localeCompare(other.title))
    .map(({ title, path }) => ({ text: title, link: `/${path.replace(/\.md$/, '.html')}` }));
}
