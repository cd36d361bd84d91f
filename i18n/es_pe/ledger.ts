import type { ProofRefusal } from "../../commands/ledger/prove_event.ts";
import type { SignRefusal } from "../../commands/ledger/sign_checkpoint.ts";
import type { FaultClass } from "../../commands/ledger/verify_ledger.ts";
import { unreachable } from "../../kernel/result.ts";

/** What each class of fault means for who reads the books. */
export const FAULT_TEXTS: Readonly<Record<FaultClass, string>> = {
  "io": "El archivo no se puede leer",
  "schema": "Un registro no está donde debe o le falta algo",
  "canonical": "Un registro no está escrito en su única forma válida",
  "leaf": "Un registro no coincide con su huella",
  "root": "Los registros no dan el sello que se firmó",
  "signature": "Un sello no lleva la firma de esta tienda",
  "head": "El final del libro no coincide con sus registros",
  "device-chain": "A una tableta le falta o le sobra una venta",
  "projection": "Una cifra guardada no sale de los registros",
  "outside-checkpoint": "El libro no continúa el sello que se guardó fuera",
};

export function signRefusalText(refusal: SignRefusal): string {
  switch (refusal.type) {
    case "LogShrunk":
      return `Se firmaron ${refusal.signedSize} registros y ahora hay ${refusal.size}: falta el final del libro o se repuso una copia antigua. No se firma`;
    case "Inconsistent":
      return `Lo que se firmó hasta el registro ${refusal.signedSize} ya no es el comienzo de este libro. No se firma`;
    case "KeystoreUnusable":
      return refusal.detail;
    default:
      return unreachable(refusal);
  }
}

export function proofRefusalText(refusal: ProofRefusal): string {
  switch (refusal.type) {
    case "EventUnknown":
      return "Ese registro no está en el libro";
    case "NotSignedYet":
      return "Ese registro todavía no tiene sello. El libro se firma cada minuto y en cada cierre de caja";
    case "LogBroken":
      return "El libro guardado no es el que se firmó. Compruébalo entero para saber dónde cambió";
    default:
      return unreachable(refusal);
  }
}
