import { Type } from 'class-transformer';
import {
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { validatePart } from './validation.js';

class InnerDto {
  @IsString()
  name: string;
}

class PartDto {
  @IsString()
  @Length(2, 4)
  word: string;

  @IsInt()
  @Max(9)
  count: number;

  @IsNumber()
  seconds: number;

  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => InnerDto)
  inner: InnerDto;
}

class OptionalDto {
  @IsOptional()
  @IsInt()
  port?: number;

  @IsOptional()
  @IsInt()
  retries = 3;

  @IsString()
  name: string;
}

class TwoRulesDto {
  @MinLength(3)
  @Length(5, 6)
  word: string;
}

const GOOD = { word: 'abc', count: 1, seconds: 0.5, inner: { name: 'n' } };

describe('validatePart', () => {
  it.each<[string, object, string, string]>([
    ['is missing', { word: undefined }, 'part.word', 'is required: it must be a string'],
    ['is of the wrong type', { count: '22' }, 'part.count', 'must be an integer number'],
    ['is out of range', { count: 22 }, 'part.count', 'must not be greater than 9'],
    ['is no number', { seconds: 'soon' }, 'part.seconds', 'must be a number'],
    ['is no object', { inner: 'http://x' }, 'part.inner', 'must be an object'],
    ['is within another one', { inner: { name: 1 } }, 'part.inner.name', 'must be a string'],
    ['is unknown', { cuont: 1 }, 'part.cuont', 'is not a known field'],
    ['is unknown, and has no name of a field', { 'pwd: 123': 1 }, 'part.?', 'is not a known field'],
  ])('says once what is right of a field that %s', (_what, change, field, message) => {
    expect(validatePart(PartDto, { ...GOOD, ...change }, 'part')).toEqual({
      ok: false,
      errors: [{ field, message }],
    });
  });

  it('joins the rules that a value breaks', () => {
    const result = validatePart(TwoRulesDto, { word: 'a' }, '');
    expect(result).toMatchObject({
      ok: false,
      errors: [{ message: expect.stringMatching(/^must be .*, and must be /) }],
    });
  });

  it('returns what is right as an instance of its class', () => {
    const result = validatePart(PartDto, GOOD, 'part');
    expect(result).toMatchObject({ ok: true, value: GOOD });
    expect(result.ok && result.value).toBeInstanceOf(PartDto);
  });

  it('takes null for a field that is left out, where it may be', () => {
    const given = { port: null, retries: null, name: 'a' };

    expect(validatePart(OptionalDto, given, '')).toEqual({ ok: true, value: { retries: 3, name: 'a' } });
    expect(validatePart(OptionalDto, { ...given, name: null }, '')).toMatchObject({ ok: false });
  });
});
