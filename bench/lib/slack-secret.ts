/** Signs what the load sends; apart from lib/slack.ts so that the empty Bolt loads nothing of ours. */
export const signingSecret = "0123456789abcdef0123456789abcdef";
