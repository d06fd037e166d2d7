import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const KAFKA = { artifact: 'kafka_2.13', version: '4.1.0' };
const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/kafka');
const FETCH_TIMEOUT_MS = 240_000;

/** Where Kafka's server and all that it needs lie, or why they cannot be had. */
export type KafkaJars =
  | { readonly ok: true; readonly classpath: string }
  | { readonly ok: false; readonly reason: string };

/** Fetches Kafka's server from Maven's repository once (43 MB); the next time it is there. */
export async function kafkaJars(): Promise<KafkaJars> {
  const folder = join(CACHE, KAFKA.version);
  if (!hasProgram('java', '-version')) {
    return { ok: false, reason: 'there is no java (apt-get install openjdk-17-jre-headless maven)' };
  }
  if (!existsSync(folder)) {
    if (!hasProgram('mvn', '--version'))
      return { ok: false, reason: 'there is no mvn to fetch it with (apt-get install maven)' };
    const fault = await fetchInto(folder);
    if (fault !== undefined) return { ok: false, reason: fault };
  }
  return { ok: true, classpath: join(folder, '*') };
}

async function fetchInto(folder: string): Promise<string | undefined> {
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, 'fetch-'));
  try {
    writeFileSync(join(work, 'pom.xml'), pom());
    const goal = [COPY_DEPENDENCIES, `-DoutputDirectory=${join(work, 'jars')}`];
    await promisify(execFile)('mvn', ['-q', '-B', '-f', join(work, 'pom.xml'), ...goal], {
      timeout: FETCH_TIMEOUT_MS,
    });
    // Another run may have been quicker.
    if (!existsSync(folder)) renameSync(join(work, 'jars'), folder);
    return undefined;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `mvn could not fetch it: ${line}`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pom(): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>netpulse.lab</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.apache.kafka</groupId><artifactId>${KAFKA.artifact}</artifactId><version>${KAFKA.version}</version>
  </dependency></dependencies>
</project>
`;
}

function hasProgram(name: string, versionOption: string): boolean {
  return spawnSync(name, [versionOption]).status === 0;
}
