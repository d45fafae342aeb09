import { customType } from "../orm.ts";

/** Sealed bytes. Plain text never goes into a column of this type except through src/crypto. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
