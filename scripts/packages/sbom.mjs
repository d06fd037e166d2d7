// npm run sbom: prints a software bill of materials (CycloneDX) of what runs in production.
import { productionBill } from './bill.mjs';

console.log(JSON.stringify(await productionBill(), null, 2));
