import { tokensInBrowser } from '@vortex/example-web/testing';
import { startStack } from '../src/stack.ts';

process.env.NEXT_DIST_DIR = '.next-tokens';

tokensInBrowser({
  comesWithPage: true,
  // The provider's `refreshJwtInterval`.
  renewedAfter: 30,
  start: () => startStack({ port: 0, emulatorPort: 0, dev: false }),
  async show(page) {
    const signIn = page.getByRole('button', { name: 'Ada' });
    const component = page.locator('vortex-invite[token]');
    await signIn.or(component).first().waitFor({ state: 'attached' });
    if (await signIn.isVisible()) await signIn.click();
  },
});
