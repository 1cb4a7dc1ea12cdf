/** What the load's webhooks are signed with. */
export const SECRET = 'whsec_test_benchmark';
