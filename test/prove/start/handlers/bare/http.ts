/** What no function can be cheaper than. */
export const handler = async () => ({ statusCode: 200, body: '{}' });
