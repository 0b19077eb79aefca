// Owns the rule packs of the stand-in: from a file, from an address, taken back. Refuses the network.
// ?unsigned=1 refuses what comes from a file; an address decides by its words: "older", "page", "gone", "same".
import type { ErrorView, RulesInUse, Stage } from "./bindings";
import type { Host, OnProgress } from "./host";

type Part = Pick<Host, "rulesInUse" | "addRules" | "fetchRules" | "resetRules">;
type Slowly = (job: string, stages: Stage[], onProgress: OnProgress) => Promise<void>;

const trouble = (code: ErrorView["code"], params: ErrorView["params"]): ErrorView => ({ code, params, details: "stand-in" });

export function rulesFake(asked: URLSearchParams, slowly: Slowly): Part {
  const own: RulesInUse = { newest: "2026-11-15", stale: false, added: false, from: null, address: null, packs: 11, rules: 130 };
  let rules = own;
  const host = (address: string): string => address.split("/")[2] ?? "";
  const refuse = (address: string): void => {
    const params = { path: address, what: host(address) };
    if (address.trim() === "") throw trouble("needs-address", {});
    if (!address.startsWith("https://")) throw trouble("bad-address", { what: address });
    if (address.includes("gone")) throw trouble("rules-gone", params);
    if (address.includes("page")) throw trouble("rules-page", params);
    if (address.includes("older")) throw trouble("rules-older", params);
  };
  return {
    rulesInUse: async () => rules,
    addRules: async () => {
      if (asked.has("unsigned")) throw trouble("rules-unsigned", { path: "/home/hhen/rules.json" });
      rules = { ...rules, newest: "2026-12-01", added: true, from: null };
      return rules;
    },
    fetchRules: async (address, job, onProgress) => {
      await slowly(job, ["fetch"], onProgress);
      refuse(address);
      const fresh = !address.includes("same");
      rules = fresh ? { ...rules, newest: "2026-12-20", added: true, from: host(address), address } : { ...rules, address };
      return { rules, new: fresh };
    },
    resetRules: async () => {
      rules = { ...own, address: rules.address };
      return rules;
    },
  };
}
