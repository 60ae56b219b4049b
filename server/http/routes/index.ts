import type { Route } from "../route.js";
import { adoptUserRoutes } from "./adopt-user.js";
import { applicationKeyRoutes } from "./application-keys.js";
import { applicationRoutes } from "./applications.js";
import { appRoutes } from "./apps.js";
import { auditRoutes } from "./audit.js";
import { breakGlassRoutes } from "./break-glass.js";
import { bypassCodeRoutes } from "./bypass-codes.js";
import { changeUserRoutes } from "./change-user.js";
import { checklistRoutes } from "./checklist.js";
import { credentialRoutes } from "./credentials.js";
import { deleteUserRoutes } from "./delete-user.js";
import { deviceRoutes } from "./devices.js";
import { directoryRoutes } from "./directory.js";
import { elevationRoutes } from "./elevation.js";
import { enforcementRoutes } from "./enforcement.js";
import { groupRoutes } from "./groups.js";
import { hostedRoutes } from "./hosted.js";
import { operationRoutes } from "./operations.js";
import { ownRoutes } from "./own.js";
import { ownLanguageRoutes } from "./own-language.js";
import { ownTokenRoutes } from "./own-tokens.js";
import { passkeyRoutes } from "./passkey.js";
import { passwordRoutes } from "./passwords.js";
import { peopleRoutes } from "./people.js";
import { policyRoutes } from "./policy.js";
import { rememberedDeviceRoutes } from "./remembered-devices.js";
import { reminderRoutes } from "./reminders.js";
import { rescueRoutes } from "./rescue.js";
import { ruleRoutes } from "./rules.js";
import { secondFactorRoutes } from "./second-factors.js";
import { sessionRoutes } from "./session.js";
import { setupRoute } from "./setup.js";
import { suspendRoutes } from "./suspend.js";
import { ticketRoutes } from "./tickets.js";
import { tokenHistoryRoutes } from "./token-history.js";
import { tokenImportRoutes } from "./token-import.js";
import { tokenLifeCycleRoutes } from "./token-life-cycle.js";
import { tokenProvisioningRoutes } from "./token-provisioning.js";
import { tokenRoutes } from "./tokens.js";
import { userExportRoutes } from "./user-export.js";
import { userImportRoutes } from "./user-import.js";
import { userRoutes } from "./users.js";
import { verificationRoutes } from "./verifications.js";
import { verifyRoute } from "./verify.js";
import { warningRoute } from "./warnings.js";
import { webauthnDocumentRoutes } from "./webauthn-documents.js";

/** Every route of the service; one file a resource. */
export const ROUTES: readonly Route[] = [
  ...operationRoutes,
  ...checklistRoutes,
  ...applicationRoutes,
  ...applicationKeyRoutes,
  warningRoute,
  ...peopleRoutes,
  ...userRoutes,
  // After /users/:username, as the last that matches serves.
  ...userImportRoutes,
  ...userExportRoutes,
  ...secondFactorRoutes,
  ...reminderRoutes,
  ...groupRoutes,
  ...suspendRoutes,
  ...deleteUserRoutes,
  ...ruleRoutes,
  ...changeUserRoutes,
  ...passwordRoutes,
  ...breakGlassRoutes,
  ...directoryRoutes,
  ...adoptUserRoutes,
  ...rescueRoutes,
  ...rememberedDeviceRoutes,
  ...policyRoutes,
  ...enforcementRoutes,
  ...ownRoutes,
  ...appRoutes,
  setupRoute,
  ...sessionRoutes,
  ...ownLanguageRoutes,
  ...passkeyRoutes,
  ...elevationRoutes,
  ...deviceRoutes,
  ...ticketRoutes,
  ...tokenImportRoutes,
  ...tokenLifeCycleRoutes,
  ...tokenProvisioningRoutes,
  ...tokenHistoryRoutes,
  ...tokenRoutes,
  ...ownTokenRoutes,
  ...webauthnDocumentRoutes,
  ...credentialRoutes,
  ...bypassCodeRoutes,
  ...auditRoutes,
  ...verificationRoutes,
  ...hostedRoutes,
  verifyRoute,
];
