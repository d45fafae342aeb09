/** Slack reads these three as markup in `text` and mrkdwn; their entities are shown as the characters and not re-read. */
export const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
