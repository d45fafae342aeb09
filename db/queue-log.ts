import { Logger as QueueLogger } from "graphile-worker";

/** The job queue's own chatter; what matters of it we log ourselves. */
export const quiet = new QueueLogger(() => () => {});
