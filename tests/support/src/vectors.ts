/**
 * Token vectors: what the official package 0.20.0 makes at 1760000000 (docs/protocol.md §2.5), with inputs as code,
 * because some can't be written as JSON and some runtimes have no eval.
 */
/** The clock of every vector, in milliseconds. */
export const NOW_MS = 1_760_000_000_000;

export const API_KEYS: Readonly<Record<string, { apiKey: string; kid: string; derivedKeyHex: string }>> = {
  A: {
    apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing',
    kid: '00000000-0000-4000-8000-000000000001',
    derivedKeyHex: '25b11cd8982a3681c95094a333fe994c3be733eda461c0a998fc1f8cd26d4442',
  },
  B: {
    apiKey: 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key',
    kid: 'f2637232-b967-4793-bbaa-3e873719079a',
    derivedKeyHex: '2f6733b18700331e063f2333c3465df7cb6e9abc80462e8bb5211f8cdc366cda',
  },
  C: {
    apiKey: 'VRTX.VQ6EAOKbQdSnFkRmVUQAAA.k\u00e9y-\u03a9-\ud83d\ude00',
    kid: '550e8400-e29b-41d4-a716-446655440000',
    derivedKeyHex: '4cc5001e86a5d3d6cdda67dee9ecbbe8f9b3108ad5cbaa4e212c5522479e7b2c',
  },
};

export const TOKEN_VECTORS: readonly {
  name: string;
  key: string;
  input: () => unknown;
  options?: { expiresIn: string | number };
  token: string;
  warned?: boolean;
}[] = [
  {
    name: 'T1 minimal user id, default expiry',
    key: 'A',
    input: () => ({ user: { id: 'user-1' } }),
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSJ9.eyJ1c2VyIjp7ImlkIjoidXNlci0xIn0sImlhdCI6MTc2MDAwMDAwMCwiZXhwIjoxNzYyNTkyMDAwfQ.iGW3KHtYWGn6LH8PBSgV-DrzA03aJw-lgiE7GnZz-ME',
  },
  {
    name: 'T2 all documented fields, 1h',
    key: 'A',
    input: () => ({
      component: 'widget-abc',
      trigger: '#invite',
      embed: '#box',
      user: {
        id: 'user-123',
        email: 'peter@example.com',
        name: 'Peter',
        phone: '+15551234567',
        avatarUrl: 'https://example.com/p.png',
      },
      scope: 'workspace_456',
      vars: { company_name: 'Acme' },
    }),
    options: { expiresIn: '1h' },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSJ9.eyJjb21wb25lbnQiOiJ3aWRnZXQtYWJjIiwidHJpZ2dlciI6IiNpbnZpdGUiLCJlbWJlZCI6IiNib3giLCJ1c2VyIjp7ImlkIjoidXNlci0xMjMiLCJlbWFpbCI6InBldGVyQGV4YW1wbGUuY29tIiwibmFtZSI6IlBldGVyIiwicGhvbmUiOiIrMTU1NTEyMzQ1NjciLCJhdmF0YXJVcmwiOiJodHRwczovL2V4YW1wbGUuY29tL3AucG5nIn0sInNjb3BlIjoid29ya3NwYWNlXzQ1NiIsInZhcnMiOnsiY29tcGFueV9uYW1lIjoiQWNtZSJ9LCJpYXQiOjE3NjAwMDAwMDAsImV4cCI6MTc2MDAwMzYwMH0.1omaAxuHxlUDmuu7zwxnJhzn9DxWNHUcUYe-22SFdzM',
  },
  {
    name: 'T3 numeric id, numeric seconds',
    key: 'B',
    input: () => ({ user: { id: 12345 } }),
    options: { expiresIn: 3600 },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImYyNjM3MjMyLWI5NjctNDc5My1iYmFhLTNlODczNzE5MDc5YSJ9.eyJ1c2VyIjp7ImlkIjoxMjM0NX0sImlhdCI6MTc2MDAwMDAwMCwiZXhwIjoxNzYwMDAzNjAwfQ.vkzS4QuT3jcCDuE8Q0q_ZCWrJGX9nGeMUyLiw7U1MGE',
  },
  {
    name: 'T4 non-ASCII, quotes, control, U+2028, lone surrogate',
    key: 'C',
    input: () => ({
      user: { id: '\u00fc-1', name: 'Zo\u00eb "O\'Brien" \ud83d\ude00\n\t\u2028\ud800' },
      scope: 'team:\u00e9/1',
    }),
    options: { expiresIn: '7d' },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjU1MGU4NDAwLWUyOWItNDFkNC1hNzE2LTQ0NjY1NTQ0MDAwMCJ9.eyJ1c2VyIjp7ImlkIjoiw7wtMSIsIm5hbWUiOiJab8OrIFwiTydCcmllblwiIPCfmIBcblx04oCoXHVkODAwIn0sInNjb3BlIjoidGVhbTrDqS8xIiwiaWF0IjoxNzYwMDAwMDAwLCJleHAiOjE3NjA2MDQ4MDB9.OEDb2LptjklniPm7Lu9mmKW_um2eCH9_KLEeNoLDJSk',
  },
  {
    name: 'T5 no user (warns), nested extra claims, 5m',
    key: 'A',
    input: () => ({ component: 'w', customField: 'v', nested: { z: 1, a: [true, null, 1.5, -0, 1e21] } }),
    options: { expiresIn: '5m' },
    warned: true,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSJ9.eyJjb21wb25lbnQiOiJ3IiwiY3VzdG9tRmllbGQiOiJ2IiwibmVzdGVkIjp7InoiOjEsImEiOlt0cnVlLG51bGwsMS41LDAsMWUrMjFdfSwiaWF0IjoxNzYwMDAwMDAwLCJleHAiOjE3NjAwMDAzMDB9.a5nJIXwH0CArMH8W9zRk0cJjaqN5YlOgN143L5enOrs',
  },
  {
    name: 'T6 caller iat/exp are overwritten in place',
    key: 'A',
    input: () => ({ iat: 1, user: { id: 'u' }, exp: 2 }),
    options: { expiresIn: '30d' },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSJ9.eyJpYXQiOjE3NjAwMDAwMDAsInVzZXIiOnsiaWQiOiJ1In0sImV4cCI6MTc2MjU5MjAwMH0.I62BDtt5mjMZMTnHsIYmyB5lIYg8odtt8A-X5uwYFJk',
  },
  {
    name: 'T7 undefined/function dropped, null kept, NaN->null, Date->ISO',
    key: 'A',
    input: () => ({
      user: { id: 'u', email: undefined, name: null },
      d: new Date(0),
      n: NaN,
      f() {},
      arr: [undefined, () => 1],
    }),
    options: { expiresIn: 60 },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSJ9.eyJ1c2VyIjp7ImlkIjoidSIsIm5hbWUiOm51bGx9LCJkIjoiMTk3MC0wMS0wMVQwMDowMDowMC4wMDBaIiwibiI6bnVsbCwiYXJyIjpbbnVsbCxudWxsXSwiaWF0IjoxNzYwMDAwMDAwLCJleHAiOjE3NjAwMDAwNjB9.4fHd7dEKjhWlr44UNtQ6nL00OJZae-32JHH8Y9wP70I',
  },
  {
    name: 'T8 empty payload (warns)',
    key: 'B',
    input: () => ({}),
    warned: true,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImYyNjM3MjMyLWI5NjctNDc5My1iYmFhLTNlODczNzE5MDc5YSJ9.eyJpYXQiOjE3NjAwMDAwMDAsImV4cCI6MTc2MjU5MjAwMH0.Q1W7U4euElugn5qwp716u8dRkFVDrFjHMIWSRD_5zCI',
  },
  {
    name: 'T9 user extras adminScopes/allowedEmailDomains pass through unchanged',
    key: 'B',
    input: () => ({ user: { id: 'u-9', adminScopes: [], allowedEmailDomains: ['acme.com'] }, scopeType: 'team' }),
    options: { expiresIn: '24h' },
    warned: false,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImYyNjM3MjMyLWI5NjctNDc5My1iYmFhLTNlODczNzE5MDc5YSJ9.eyJ1c2VyIjp7ImlkIjoidS05IiwiYWRtaW5TY29wZXMiOltdLCJhbGxvd2VkRW1haWxEb21haW5zIjpbImFjbWUuY29tIl19LCJzY29wZVR5cGUiOiJ0ZWFtIiwiaWF0IjoxNzYwMDAwMDAwLCJleHAiOjE3NjAwODY0MDB9._e9Y9RQP_Ito_a73HjUiuo2wpjuEvCvJb9MWw5booSA',
  },
];

export const JWT_VECTORS: readonly {
  name: string;
  key: string;
  input: () => unknown;
  options?: { expiresIn: string | number };
  token: string;
  warned?: boolean;
}[] = [
  {
    name: 'J1 id + email, default expiry',
    key: 'A',
    input: () => ({ user: { id: 'user-1', email: 'test@example.com' } }),
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0.eyJ1c2VySWQiOiJ1c2VyLTEiLCJ1c2VyRW1haWwiOiJ0ZXN0QGV4YW1wbGUuY29tIiwiZXhwaXJlcyI6MTc2MjU5MjAwMCwiaWRlbnRpZmllcnMiOlt7InR5cGUiOiJlbWFpbCIsInZhbHVlIjoidGVzdEBleGFtcGxlLmNvbSJ9XX0.3Wnw66e6k6Obg-bqLej5MLUxF4_NBSTprZsK99dbIFM',
  },
  {
    name: 'J2 no email',
    key: 'A',
    input: () => ({ user: { id: 'user-2' } }),
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0.eyJ1c2VySWQiOiJ1c2VyLTIiLCJleHBpcmVzIjoxNzYyNTkyMDAwLCJpZGVudGlmaWVycyI6W119.8RQq0yMFweSVO8jvCoGNkXLK0GxmfUBvHWzR6kbnISk',
  },
  {
    name: 'J3 adminScopes with autojoin',
    key: 'A',
    input: () => ({ user: { id: 'user-3', email: 'a@b.co', adminScopes: ['autojoin', 'x'] } }),
    options: { expiresIn: '24h' },
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0.eyJ1c2VySWQiOiJ1c2VyLTMiLCJ1c2VyRW1haWwiOiJhQGIuY28iLCJleHBpcmVzIjoxNzYwMDg2NDAwLCJpZGVudGlmaWVycyI6W3sidHlwZSI6ImVtYWlsIiwidmFsdWUiOiJhQGIuY28ifV0sImFkbWluU2NvcGVzIjpbImF1dG9qb2luIiwieCJdLCJ1c2VySXNBdXRvam9pbkFkbWluIjp0cnVlLCJyb2xlIjoiYWRtaW4ifQ.qPNoF4PIghYO_lNP1nOPcZNAcTCDNuKHd-rVNj415VE',
  },
  {
    name: 'J4 adminScopes without autojoin',
    key: 'B',
    input: () => ({ user: { id: 'user-4', email: 'a@b.co', adminScopes: ['billing'] } }),
    options: { expiresIn: 7200 },
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiZjI2MzcyMzItYjk2Ny00NzkzLWJiYWEtM2U4NzM3MTkwNzlhIn0.eyJ1c2VySWQiOiJ1c2VyLTQiLCJ1c2VyRW1haWwiOiJhQGIuY28iLCJleHBpcmVzIjoxNzYwMDA3MjAwLCJpZGVudGlmaWVycyI6W3sidHlwZSI6ImVtYWlsIiwidmFsdWUiOiJhQGIuY28ifV0sImFkbWluU2NvcGVzIjpbImJpbGxpbmciXX0.nJEYropPtlruYgHtYG9DCcUGJbJ_CR5wkAcWIk3eYZs',
  },
  {
    name: 'J5 name/avatar, deprecated fallbacks, domains',
    key: 'B',
    input: () => ({
      user: {
        id: 'user-5',
        email: 'a@b.co',
        userName: 'Jane',
        avatarUrl: 'https://e.com/a.png',
        userAvatarUrl: 'https://old/x.png',
        allowedEmailDomains: ['acme.com', 'acme.org'],
      },
    }),
    options: { expiresIn: '10m' },
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiZjI2MzcyMzItYjk2Ny00NzkzLWJiYWEtM2U4NzM3MTkwNzlhIn0.eyJ1c2VySWQiOiJ1c2VyLTUiLCJ1c2VyRW1haWwiOiJhQGIuY28iLCJleHBpcmVzIjoxNzYwMDAwNjAwLCJpZGVudGlmaWVycyI6W3sidHlwZSI6ImVtYWlsIiwidmFsdWUiOiJhQGIuY28ifV0sIm5hbWUiOiJKYW5lIiwiYXZhdGFyVXJsIjoiaHR0cHM6Ly9lLmNvbS9hLnBuZyIsImFsbG93ZWRFbWFpbERvbWFpbnMiOlsiYWNtZS5jb20iLCJhY21lLm9yZyJdfQ.nzRvBZBM1Vk22IEQlJvL2cO3EggJEOlziZ2wLj6cmnw',
  },
  {
    name: 'J6 extras: attributes, componentId, role override',
    key: 'A',
    input: () => ({
      user: { id: 'user-6', email: 'a@b.co', adminScopes: ['autojoin'] },
      role: 'viewer',
      componentId: 'c-1',
      scope: 's',
      scopeType: 'team',
      attributes: { passthrough: 'x' },
    }),
    options: { expiresIn: '1h' },
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0.eyJ1c2VySWQiOiJ1c2VyLTYiLCJ1c2VyRW1haWwiOiJhQGIuY28iLCJleHBpcmVzIjoxNzYwMDAzNjAwLCJpZGVudGlmaWVycyI6W3sidHlwZSI6ImVtYWlsIiwidmFsdWUiOiJhQGIuY28ifV0sImFkbWluU2NvcGVzIjpbImF1dG9qb2luIl0sInVzZXJJc0F1dG9qb2luQWRtaW4iOnRydWUsInJvbGUiOiJ2aWV3ZXIiLCJjb21wb25lbnRJZCI6ImMtMSIsInNjb3BlIjoicyIsInNjb3BlVHlwZSI6InRlYW0iLCJhdHRyaWJ1dGVzIjp7InBhc3N0aHJvdWdoIjoieCJ9fQ.SlNs2snT21SguZpzqTrAjhb5K90oKSoi7ubawkyeWMw',
  },
  {
    name: 'J7 extras can override userId and expires',
    key: 'A',
    input: () => ({ user: { id: 'user-7', email: 'a@b.co' }, userId: 'attacker', expires: 1 }),
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0.eyJ1c2VySWQiOiJhdHRhY2tlciIsInVzZXJFbWFpbCI6ImFAYi5jbyIsImV4cGlyZXMiOjEsImlkZW50aWZpZXJzIjpbeyJ0eXBlIjoiZW1haWwiLCJ2YWx1ZSI6ImFAYi5jbyJ9XX0.Pf9ZoxiBlQjUBJ1c2_zZKZAQHX8rGQbzFbvy2dAo4TU',
  },
  {
    name: 'J8 empty name hides userName; unknown user fields dropped',
    key: 'C',
    input: () => ({ user: { id: 'user-8', email: '', name: '', userName: 'Old', team: 't1' } }),
    options: { expiresIn: '7d' },
    token:
      'eyJpYXQiOjE3NjAwMDAwMDAsImFsZyI6IkhTMjU2IiwidHlwIjoiSldUIiwia2lkIjoiNTUwZTg0MDAtZTI5Yi00MWQ0LWE3MTYtNDQ2NjU1NDQwMDAwIn0.eyJ1c2VySWQiOiJ1c2VyLTgiLCJ1c2VyRW1haWwiOiIiLCJleHBpcmVzIjoxNzYwNjA0ODAwLCJpZGVudGlmaWVycyI6W119.b2fidgQ068KFH54g61-uVkgMjzGbJAZvypGsGJePC7I',
  },
];

export const SIGN_VECTORS: readonly {
  name: string;
  key: string;
  input: () => unknown;
  canonicalJson: string;
  signature: string;
}[] = [
  {
    name: 'S1 id + email',
    key: 'A',
    input: () => ({ id: 'user-1', email: 'test@example.com' }),
    canonicalJson: '{"userEmail":"test@example.com","userId":"user-1"}',
    signature: '00000000-0000-4000-8000-000000000001:3b5797c15f24621ab98eab466945cc5cdee15e04cb3e0bd27ea233bd187ef696',
  },
  {
    name: 'S2 all known fields',
    key: 'A',
    input: () => ({
      id: 'u1',
      email: 'e@x.com',
      name: 'Test',
      avatarUrl: 'https://example.com/avatar.png',
      adminScopes: ['autojoin'],
      allowedEmailDomains: ['example.com'],
    }),
    canonicalJson:
      '{"adminScopes":["autojoin"],"allowedEmailDomains":["example.com"],"avatarUrl":"https://example.com/avatar.png","name":"Test","userEmail":"e@x.com","userId":"u1"}',
    signature: '00000000-0000-4000-8000-000000000001:72b2899264c9b6f4ce4bfe57434ff7bcc38dd95bba97999b76595ec88adc4f34',
  },
  {
    name: 'S3 deprecated names map to name/avatarUrl',
    key: 'A',
    input: () => ({ id: 'u1', email: 'e@x.com', userName: 'Test', userAvatarUrl: 'https://example.com/avatar.png' }),
    canonicalJson: '{"avatarUrl":"https://example.com/avatar.png","name":"Test","userEmail":"e@x.com","userId":"u1"}',
    signature: '00000000-0000-4000-8000-000000000001:696887172025168b3998f3e84be7db3b635d5034177254a89ff28a0f0ea831f8',
  },
  {
    name: 'S4 nested extras, keys unsorted, arrays keep order',
    key: 'B',
    input: () => ({
      id: 'u4',
      zeta: { b: 1, a: { d: [3, 1, { y: 1, x: 2 }], c: null } },
      Alpha: true,
      alpha: false,
      adminScopes: [],
      allowedEmailDomains: [],
    }),
    canonicalJson: '{"Alpha":true,"alpha":false,"userId":"u4","zeta":{"a":{"c":null,"d":[3,1,{"x":2,"y":1}]},"b":1}}',
    signature: 'f2637232-b967-4793-bbaa-3e873719079a:80ea8d43d8dcee6bf4826a884caa61682fea742026397939aea86ba22581b731',
  },
  {
    name: 'S5 dropped values and toJSON',
    key: 'B',
    input: () => ({
      id: 'u5',
      email: '',
      name: '',
      a: undefined,
      b: null,
      when: new Date(0),
      o: { f() {}, s: Symbol('x'), u: undefined, k: 1 },
      arr: [undefined, null, () => 1],
    }),
    canonicalJson: '{"arr":[null,null,null],"b":null,"o":{"k":1},"userId":"u5","when":"1970-01-01T00:00:00.000Z"}',
    signature: 'f2637232-b967-4793-bbaa-3e873719079a:aa6dc5da83bc46214a3896cbb481e3c463a08c42f74d6be9c1485ec6fff0357b',
  },
  {
    name: 'S6 numbers',
    key: 'A',
    input: () => ({ id: 'u6', n: [1.0, -0, 0.1, 1e21, 1e-7, 123456789012345680, NaN, Infinity] }),
    canonicalJson: '{"n":[1,0,0.1,1e+21,1e-7,123456789012345680,null,null],"userId":"u6"}',
    signature: '00000000-0000-4000-8000-000000000001:6f0aaa22403ff76d85505d087646ccde8a5477b92bc24321ff643574cf735568',
  },
  {
    name: 'S7 unicode keys/values and sort by UTF-16 code unit',
    key: 'C',
    input: () => ({
      id: '\u00fc',
      email: '\u00e9@x.com',
      '\u00e9': '\u2028',
      '\ud83d\ude00': '"\\',
      '\uFB33': '</script>',
      z: '\ud800',
      Z: '\u007f',
    }),
    canonicalJson:
      '{"Z":"\u007f","userEmail":"\u00e9@x.com","userId":"\u00fc","z":"\\ud800","\u00e9":"\u2028","\ud83d\ude00":"\\"\\\\","\ufb33":"</script>"}',
    signature: '550e8400-e29b-41d4-a716-446655440000:860618c56c6b5d7b26a04ba9d46129f53e235db45b5fc19636033adbf719dcd8',
  },
  {
    name: 'S8 integer-like keys are hoisted in numeric order',
    key: 'A',
    input: () => ({ id: 'u8', 10: 'ten', 9: 'nine', nested: { 2: 'b', 10: 'a', x: 1, '01': 'c' } }),
    canonicalJson: '{"9":"nine","10":"ten","nested":{"2":"b","10":"a","01":"c","x":1},"userId":"u8"}',
    signature: '00000000-0000-4000-8000-000000000001:419051131abcd2443d847596ff7e9a83852adbaebbb077c1bd5502a6bd3c4d08',
  },
  {
    name: 'S9 __proto__/constructor/prototype keys dropped at every level',
    key: 'A',
    input: () =>
      JSON.parse('{"id":"u9","__proto__":{"x":1},"constructor":1,"o":{"prototype":2,"__proto__":3,"ok":true}}'),
    canonicalJson: '{"o":{"ok":true},"userId":"u9"}',
    signature: '00000000-0000-4000-8000-000000000001:ccc0fd351f65c45475ce07285b92be3f01ff0bc852f9ac4f51869809eea48866',
  },
  {
    name: 'S10 userId wins over id when both given',
    key: 'A',
    input: () => ({ id: 'a', userId: 'b', email: 'm@x.com', userEmail: 'other@x.com' }),
    canonicalJson: '{"userEmail":"other@x.com","userId":"b"}',
    signature: '00000000-0000-4000-8000-000000000001:e10aafba1f62c234d2e41974884bd4b4facbcb3be498d25ee444d8c4cbe243dd',
  },
  {
    name: 'S11 numeric id stays a number',
    key: 'B',
    input: () => ({ id: 123 }),
    canonicalJson: '{"userId":123}',
    signature: 'f2637232-b967-4793-bbaa-3e873719079a:c2d17100bd93f7664190fb92bed2c3fc38094cb9d892e13980a79eaeadedfa8a',
  },
];

/**
 * Where the official package accepts or fails by accident, `seconds` or its error is in the protocol; here only what
 * must hold.
 */
export const EXPIRES_IN_VECTORS: readonly { value: unknown; seconds?: number }[] = [
  { value: '1m', seconds: 60 },
  { value: '05m', seconds: 300 },
  { value: '5m', seconds: 300 },
  { value: '90m', seconds: 5400 },
  { value: '1h', seconds: 3600 },
  { value: '24h', seconds: 86400 },
  { value: '7d', seconds: 604800 },
  { value: '30d', seconds: 2592000 },
  { value: '365d', seconds: 31536000 },
  { value: '0m' },
  { value: '00d' },
  { value: '-5m' },
  { value: '5' },
  { value: '5s' },
  { value: '5w' },
  { value: '5M' },
  { value: ' 5m' },
  { value: '5m ' },
  { value: '1.5h' },
  { value: '' },
  { value: 'm' },
  { value: '\u0665m' },
  { value: '5m\n' },
  { value: 1, seconds: 1 },
  { value: 60, seconds: 60 },
  { value: 3600, seconds: 3600 },
  { value: 1.5 },
  { value: 0 },
  { value: -1 },
  { value: NaN },
  { value: Infinity },
  { value: '99999999999999999999d' },
  { value: null },
  { value: true },
  { value: [] },
  { value: {} },
];
