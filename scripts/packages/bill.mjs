import { npm, parsed } from './npm.mjs';

const OF_DEVELOPMENT = 'cdx:npm:package:development';

/**
 * A software bill of materials (CycloneDX) of what runs in production. Taken out of the whole one: `npm sbom --omit=dev` (npm
 * 11.19) also leaves out what a package for development needs as well, @nestjs/common for one.
 *
 * @throws Error with what npm says
 */
export async function productionBill() {
  const { stdout, stderr } = await npm('sbom', '--sbom-format=cyclonedx');
  const bill = parsed(stdout);
  if (!bill?.components) throw new Error(`npm sbom made no bill of materials: ${stderr.trim()}`);
  const components = bill.components.filter((component) => !isOfDevelopment(component));
  const kept = new Set([bill.metadata.component, ...components].map((component) => component['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  return { ...bill, components, dependencies };
}

function isOfDevelopment({ properties = [] }) {
  return properties.some(({ name, value }) => name === OF_DEVELOPMENT && value === 'true');
}
