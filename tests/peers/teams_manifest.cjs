// Prints, as JSON, what Microsoft's validator has against a Teams manifest. Arguments: the folder of packages, the file.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [packages, file] = process.argv.slice(2);
const home = join(packages, "@microsoft", "app-manifest", "build");
const { AppManifestUtils } = require(home);
const manifest = JSON.parse(readFileSync(file, "utf8"));
const named = join(home, "json-schemas", "teams", `v${manifest.manifestVersion}`, "MicrosoftTeams.schema.json");
AppManifestUtils.validateAgainstSchema(manifest, JSON.parse(readFileSync(named, "utf8"))).then((found) =>
  console.log(JSON.stringify(found)),
);
