import { expect, it } from 'vitest';
import { isPreview } from './preview-agent.ts';

const PHONE = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36';

it.each([
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Slack-ImgProxy (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'facebookexternalhit/1.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'Twitterbot/1.0',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'WhatsApp/2.23.20.0 A',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)',
  'Iframely/1.3.1 (+https://iframely.com/docs/about)',
  'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)',
  'Mattermost-Bot/1.1',
  'mattermost-9.5.1',
  'Rocket.Chat',
  'Viber',
  'Google-Docs',
  'Mozilla/5.0 (compatible; Google-Docs; http://docs.google.com)',
  'Bluesky Cardyb/1.1; mailto:support@bsky.app',
  'http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/)',
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
])('%s draws a preview', (userAgent) => {
  expect(isPreview(userAgent)).toBe(true);
});

it.each([
  undefined,
  '',
  `Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) ${PHONE}`,
  `Mozilla/5.0 (Linux; Android 9; CUBOT) ${PHONE}`,
  `Mozilla/5.0 (Linux; Android 8.1.0; M BOT 551 Build/O11019) ${PHONE}`,
  `Mozilla/5.0 (Linux; Android 5.1; M bot) ${PHONE}`,
  'CUBOT_X18/1.0 Linux/3.18 Android/7.0 Mobile Safari/537.36',
  'CUBOT/1.0 Android/7.0 Mobile Safari/537.36',
  'Dalvik/2.1.0 (Linux; U; Android 10; CUBOT NOTE 20 Build/QP1A)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.38 Chrome/122.0 Electron/29.1 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Mattermost/5.8.0 Chrome/122.0 Electron/29.1 Safari/537.36',
  'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0]',
  // A test that follows the link is a person to it.
  'node',
  'undici',
])('%s is a person', (userAgent) => {
  expect(isPreview(userAgent)).toBe(false);
});
