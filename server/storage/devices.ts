/** A browser that a user has marked as trusted. Its token is rotated at each use. */
export interface RememberedDevice {
  /** Public id, which the token begins with. */
  id: string;
  userId: string;
  /** Keyed hash of the secret part of the token that is good now. */
  digest: string;
  /** What must still hold of the user: see verification/remembered-device.ts. */
  bound: DeviceBinding;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

/** The factors that the user had when the browser was remembered. */
export interface DeviceBinding {
  /** Ids of the credentials that were active then. */
  credentials: string[];
  /** Keyed hash of password hash and recovery keys. */
  secrets: string;
}

export interface DeviceStore {
  /** Stores it with instants counted in seconds from the database's. @returns when it expires */
  remember(
    device: Omit<RememberedDevice, "createdAt" | "lastUsedAt" | "expiresAt">,
    ttlSeconds: number,
  ): Promise<Date>;
  read(id: string, userId: string): Promise<RememberedDevice | null>;
  /** Puts the next token in the place of the one that is good now. False where that was used up meanwhile. */
  rotate(id: string, digest: string, next: string): Promise<boolean>;
  list(userId: string): Promise<RememberedDevice[]>;
  forget(id: string, userId: string): Promise<boolean>;
  forgetAll(userId: string): Promise<void>;
}
