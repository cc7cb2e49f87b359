<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\Field;
use Paygent\Payments\Settings\Fields;
use Paygent\Payments\Settings\SystemType;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The table of settings against what today's plugin and the manual have (plugin_config_fields.csv). */
final class FieldsTest extends TestCase
{
    /** Rows of the manual that plugin 1.4.1 does not have, and so no name: ours. */
    private const OURS = [
        'Attemptオーソリ制御区分' => 'credit_3d_attempt_control',
        'コンビニ接続タイプ' => 'conveni_connection_type',
    ];

    private const SECRETS = ['connect_password', 'hash_key', 'notice_hash_key', 'credit_3d_hash_key'];

    /** @return iterable<string, array{array<string, string>}> */
    public static function rows(): iterable
    {
        $file = fopen(\dirname(__DIR__) . '/data/plugin_config_fields.csv', 'r');
        self::assertIsResource($file);
        $names = array_map(strval(...), (array) fgetcsv($file, null, ',', '"', ''));
        while (($cells = fgetcsv($file, null, ',', '"', '')) !== false) {
            $row = array_combine($names, array_map(strval(...), $cells));
            yield $row['label_ja'] . ' ' . $row['name'] => [$row];
        }
        fclose($file);
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testHasEveryFieldOfThePluginAndTheManual(array $row): void
    {
        $field = Fields::get(self::OURS[$row['label_ja']] ?? $row['name']);

        self::assertSame($row['label_ja'], $field->ja);
        self::assertSame(
            ['both' => null, 'module' => SystemType::Module, 'link' => SystemType::Link][$row['system_type']],
            $field->system,
        );
        self::assertSame(\in_array($field->name, self::SECRETS, true), $field->isSecret());
        self::assertNotSame('', $field->en);
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testHasThePluginsChoices(array $row): void
    {
        $field = Fields::get(self::OURS[$row['label_ja']] ?? $row['name']);
        preg_match_all('/([^;=(]+)=(\d+)/u', explode(' (', $row['choices_with_values'])[0], $found);
        $values = array_map(strval(...), array_keys($field->choices));

        self::assertSame([], array_diff($found[2], $values), $row['choices_with_values']);
        if (preg_match('/(?:^|; )(\d+)-(\d+)/', $row['validation'], $range) === 1) {
            self::assertSame([(int) $range[1], (int) $range[2]], [$field->min, $field->max]);
        }
    }

    public function testHasNothingTwice(): void
    {
        $names = array_map(static fn (Field $field): string => $field->name, array_values(Fields::all()));

        self::assertSame(array_unique($names), $names);
        self::assertSame($names, array_keys(Fields::all()));
    }

    public function testStartsAsThePluginDoes(): void
    {
        $module = Fields::defaults(SystemType::Module);
        $link = Fields::defaults(SystemType::Link);

        self::assertSame(['10', '7'], [$module['rollback_target_term'], $link['rollback_target_term']]);
        self::assertSame(['1', '2'], [$module['settlement_division'], $link['settlement_division']]);
        self::assertSame(['5', '15', '30', '7'], [
            $link['link_payment_term'],
            $module['conveni_limit_date_num'],
            $module['atm_limit_date'],
            $module['asp_payment_term'],
        ]);
        self::assertSame('authorize', $module['sales_mode']);
        self::assertSame([], array_intersect(self::SECRETS, array_keys($module)));
    }

    public function testOffersVirtualAccountsAndPaidyToTheModuleTypeOnly(): void
    {
        $methods = Fields::get('paygent_payment_method');

        self::assertSame(['1', '2', '4', '5', '6', '7', '11'], $methods->values(SystemType::Module));
        self::assertSame(['1', '2', '4', '5', '6'], $methods->values(SystemType::Link));
    }
}
