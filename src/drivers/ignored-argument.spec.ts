import { OmitType } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { Ignored, ignoredFields } from './ignored-argument.js';

class Arguments {
  @IsString()
  host: string;
  @Ignored('nothing sleeps')
  delay?: unknown;
}
class FewerArguments extends OmitType(Arguments, ['host'] as const) {}

describe('ignoredFields', () => {
  it.each([Arguments, FewerArguments])('knows them and why they are ignored: %o', (dto) => {
    expect([...ignoredFields(dto)]).toEqual([['delay', 'nothing sleeps']]);
  });

  it('knows none of a class without rules', () => {
    expect(ignoredFields(Object).size).toBe(0);
  });
});
