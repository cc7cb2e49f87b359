<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/**
 * What goes wrong at the local Paygent, by its own rules and their seeds (docs/sandbox.md "Faults"):
 * everywhere a telegram, an answer, a page or a notice can be lost, late, broken, doubled or forged.
 */
final class Faults
{
    /** How often of 1000, what. */
    private const WIRE = [
        [3, ['hang' => 'before']],
        [3, ['hang' => 'after']],
        [10, ['swallow' => true]],
        [6, ['reset_at' => 0]],
        [6, ['reset_at' => 60]],
        [6, ['truncate_at' => 12]],
        [6, ['empty' => true]],
        [4, ['body' => 'PGh0bWw+']],
        [8, ['http_status' => 503]],
        [8, ['http_status' => 500, 'processed' => true]],
        [4, ['process_later_ms' => 2500]],
        [10, ['close_after' => true]],
        [10, ['delay_ms' => 200]],
        [5, ['drip' => ['bytes' => 50, 'ms' => 2]]],
        [3, ['tls_alert' => 'internal_error']],
        [3, ['tls_alert' => 'internal_error', 'processed' => true]],
        [8, ['answer' => ['result' => '1', 'response_code' => 'P017']]],
        [5, ['answer' => ['result' => '1', 'response_code' => '9005']]],
    ];

    private const TELEGRAMS = [
        '010', '020', '021', '022', '023', '030', '060', '070', '094', '100', '101', '102', '103', '104', '340', '341',
        '342', '450', 'link',
    ];

    private const BEHIND = [
        [30, ['carrier_timeout' => true]],
        [60, ['au_user_error' => true]],
        [60, ['paidy_error' => true]],
        [60, ['paidy_timeout' => true]],
    ];

    private const NOTICES = [
        [80, ['twice' => true]],
        [40, ['delay_s' => 90]],
        [40, ['reverse' => true]],
        [40, ['forge' => true]],
        [20, ['drop' => true]],
        [10, ['status' => '40']],
        [10, ['status' => '60']],
    ];

    /** @return list<array<string, mixed>> */
    public static function rules(int $seed): array
    {
        $rules = [];
        foreach (self::WIRE as [$permille, $do]) {
            foreach (self::TELEGRAMS as $kind) {
                $rules[] = ['kind' => $kind] + self::rule($permille, $do, $seed + \count($rules));
            }
        }
        foreach (self::BEHIND as [$permille, $do]) {
            $rules[] = self::rule($permille, $do, $seed + \count($rules));
        }
        foreach (self::NOTICES as [$permille, $do]) {
            $rules[] = ['kind' => 'notice'] + self::rule($permille, $do, $seed + \count($rules));
        }
        $rules[] = ['kind' => 'page'] + self::rule(5, ['http_status' => 502], $seed + \count($rules));
        $rules[] = ['kind' => 'token'] + self::rule(5, ['http_status' => 502], $seed + \count($rules));

        return $rules;
    }

    /**
     * @param array<string, mixed> $do
     *
     * @return array<string, mixed>
     */
    private static function rule(int $permille, array $do, int $seed): array
    {
        return ['times' => 0, 'probability' => $permille / 1000, 'seed' => $seed, 'do' => $do];
    }
}
