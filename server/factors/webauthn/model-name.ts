/**
 * Names of models by AAGUID, as Yubico publishes them. A short list of certain facts: without attestation
 * an AAGUID is only a claim, and every other model is shown without a name unless the administrator adds
 * one.
 */
const KNOWN_MODELS: ReadonlyMap<string, string> = new Map([
  ["cb69481e-8ff7-4039-93ec-0a2729a154a8", "YubiKey 5 (USB)"],
  ["ee882879-721c-4913-9775-3dfcce97072a", "YubiKey 5 (USB)"],
  ["fa2b99dc-9e39-4257-8f92-4a30d23c4118", "YubiKey 5 NFC"],
  ["2fc0579f-8113-47ea-b116-bb5a8db9202a", "YubiKey 5 NFC"],
  ["c5ef55ff-ad9a-4b9f-b580-adebafe026d0", "YubiKey 5Ci"],
  ["73bb0cd4-e502-49b8-9c6f-b59445bf720b", "YubiKey 5 FIPS (USB)"],
  ["c1f9a0bc-1dd2-404a-b27f-8e29047a43fd", "YubiKey 5 NFC FIPS"],
]);

const NO_MODELS: ReadonlyMap<string, string> = new Map();

/**
 * modelName names the model of an authenticator, or gives null where nobody vouches for it.
 *
 * @param credential AAGUID and attestation as `verifyRegistration` gives them
 * @param extraModels names that the administrator added; they win over the known ones
 */
export function modelName(
  credential: { readonly aaguid: string; readonly attestation: { readonly verified: boolean } },
  extraModels: ReadonlyMap<string, string> = NO_MODELS,
): string | null {
  if (!credential.attestation.verified) return null;
  return extraModels.get(credential.aaguid) ?? KNOWN_MODELS.get(credential.aaguid) ?? null;
}
