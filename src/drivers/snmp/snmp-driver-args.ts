import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';

/** `driver_args` of the snmp driver: how tables are walked. */
export class SnmpDriverArgs {
  @ApiPropertyOptional({
    example: 25,
    default: 25,
    minimum: 1,
    maximum: 100,
    description: 'Values that `bulkwalk` asks for in one request.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  max_repetitions = 25;

  @ApiPropertyOptional({
    example: 100_000,
    default: 100_000,
    minimum: 1,
    maximum: 1_000_000,
    description: 'Most values that a walk may bring; a walk that finds more fails.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  max_rows = 100_000;
}
