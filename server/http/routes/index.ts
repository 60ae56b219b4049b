import type { Route } from "../route.js";
import { applicationRoutes } from "./applications.js";
import { appRoutes } from "./apps.js";
import { operationRoutes } from "./operations.js";
import { sessionRoutes } from "./session.js";
import { userRoutes } from "./users.js";
import { verificationRoutes } from "./verifications.js";
import { verifyRoute } from "./verify.js";

/** Every route of the service; one file a resource. */
export const ROUTES: readonly Route[] = [
  ...operationRoutes,
  ...applicationRoutes,
  ...userRoutes,
  ...appRoutes,
  ...sessionRoutes,
  ...verificationRoutes,
  verifyRoute,
];
