// Owns what the interface may not do: reach past its tier, talk without the message files, lose a keyboard user.
import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

const rooms = ["start", "welcome", "script", "captions", "trim", "check", "finish", "help"];
const tauri = { group: ["@tauri-apps/*"], message: "Only ui/src/ipc talks to the program." };
const below = (...folders) => ({ group: folders.flatMap((folder) => [`**/${folder}/*`, `**/${folder}`]), message: "Imports only go down: design ← time, words, film, desk ← features ← app." });
const imports = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

// Words on the screen come from messages/; names of languages and keys are the only literals.
const literal = { selector: "JSXText[value=/[A-Za-zÀ-ỹ]/]", message: "Put the words into messages/*.json." };
const literalText = { selector: "JSXAttribute[name.name=/^(aria-label|aria-description|aria-valuetext|aria-roledescription|title|alt|placeholder|label|legend|spoken|confirm|cancel|help)$/] > Literal[value=/[A-Za-zÀ-ỹ]/]", message: "Put the words into messages/*.json." };
const never = [
  { selector: "JSXAttribute[name.name='placeholder']", message: "A placeholder is no label." },
  { selector: "JSXAttribute[name.name='title'][parent.name.name=/^[a-z]/]", message: "A tooltip is no text." },
  { selector: "JSXAttribute[name.name='aria-activedescendant']", message: "Real focus only." },
  { selector: "JSXAttribute[name.name='role'] > Literal[value='application']", message: "Screen readers lose their keys in role=application." },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text only." },
];

export default ts.config(
  { ignores: ["dist", "node_modules", "src/paraglide", "src/ipc/bindings.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...ts.configs.strict, ...ts.configs.stylistic],
    plugins: { "jsx-a11y": a11y, "react-hooks": hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...a11y.flatConfigs.strict.rules,
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "no-restricted-syntax": ["error", literal, literalText, ...never],
      "no-restricted-imports": ["error", { patterns: [tauri] }],
      "max-lines": ["error", { max: 400, skipBlankLines: true }],
      // A bare list style takes the list role away in WebKit: role="list" brings it back.
      "jsx-a11y/no-redundant-roles": ["error", { ol: ["list"], ul: ["list"] }],
      "jsx-a11y/label-has-associated-control": ["error", { assert: "either" }],
    },
  },
  { files: ["src/ipc/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["src/time/**"], rules: imports([tauri, below("design", "words", "film", "desk", "features", "app")]) },
  { files: ["src/design/**"], rules: imports([tauri, below("ipc", "words", "film", "desk", "features", "app", "time", "paraglide")]) },
  { files: ["src/words/**", "src/film/**", "src/desk/**"], rules: imports([tauri, below("features", "app")]) },
  ...rooms.map((room) => ({
    files: [`src/features/${room}/**`],
    rules: imports([tauri, below("app", ...rooms.filter((other) => other !== room).map((other) => `features/${other}`)), { group: rooms.filter((other) => other !== room).map((other) => `../${other}/*`), message: "Rooms never import each other." }]),
  })),
  { files: ["**/*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly", document: "readonly", window: "readonly", getComputedStyle: "readonly", HTMLInputElement: "readonly", Event: "readonly" } } },
);
