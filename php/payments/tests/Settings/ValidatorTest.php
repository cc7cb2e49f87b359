<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\Fields;
use Paygent\Payments\Settings\SystemType;
use Paygent\Payments\Settings\Validator;
use Paygent\Payments\Settings\Violation;
use Paygent\Payments\Tests\Support\SettingsInput;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class ValidatorTest extends TestCase
{
    public function testAcceptsWhatAShopTypes(): void
    {
        self::assertSame([], self::rules(SettingsInput::module()));
        self::assertSame([], self::rules(SettingsInput::link()));
    }

    public function testTellsEverythingAtOnceInTheOrderOfTheScreen(): void
    {
        $violations = Validator::check(['settlement_division' => '1', 'paygent_payment_method' => ['1', '5']]);

        self::assertSame([
            'environment' => 'choose',
            'merchant_id' => 'required',
            'connect_id' => 'required',
            'connect_password' => 'required',
            'notice_hash_key' => 'required',
            'rollback_target_term' => 'required',
            'sales_mode' => 'choose',
            'payment_division' => 'choose',
            'security_code' => 'choose',
            'credit_3d' => 'choose',
            'module_stock_card' => 'choose',
            'token_env' => 'choose',
            'token_key' => 'required',
            'asp_payment_term' => 'required',
            'claim_kanji' => 'required',
            'claim_kana' => 'required',
        ], array_column($violations, 'rule', 'field'));
        self::assertSame('「マーチャントID」を入力してください。', $violations[1]->ja);
        self::assertSame('"Merchant ID" is required.', $violations[1]->en);
        self::assertSame($violations[1]->ja, $violations[1]->text('ja_JP'));
    }

    /** @return iterable<string, array{SystemType, string, mixed, string|null}> */
    public static function values(): iterable
    {
        $cases = [
            ['merchant_id', '000000001', null],
            ['merchant_id', '1234567890', 'length'],
            ['merchant_id', '90000000a', 'digits'],
            ['merchant_id', '９０００', 'digits'],
            ['merchant_id', " 900000001\n", null],
            ['connect_id', str_repeat('a', 32), null],
            ['connect_id', str_repeat('a', 33), 'length'],
            ['connect_password', ['a'], 'misshapen'],
            ['connect_password', "a\xff", 'misshapen'],
            ['connect_password', null, 'required'],
            ['site_id', 'S001', null],
            ['site_id', 'S0012', 'length'],
            ['notice_hash_key', '', 'required'],
            ['notice_hash_key', '   ', 'required'],
            ['settlement_division', '3', 'choice'],
            ['environment', 'production', 'choice'],
            ['paygent_payment_method', [], 'choose'],
            ['paygent_payment_method', '1', 'misshapen'],
            ['paygent_payment_method', ['1', '3'], 'choice'],
            ['paygent_payment_method', [['1']], 'misshapen'],
            ['rollback_target_term', '1000', 'number'],
            ['rollback_target_term', '-1', 'number'],
            ['rollback_target_term', '10.5', 'number'],
            ['rollback_target_term', 10, null],
            ['trading_id_prefix', 'shop-1', 'trading_id_part'],
            ['trading_id_prefix', 'a23456789', 'length'],
            ['trading_id_prefix', '', null],
            ['shop_name', "two\nlines", 'printable'],
            ['payment_division', ['10', '23'], 'choice'],
            ['credit_3d', '3', 'choice'],
            ['credit_3d_attempt_control', '', 'choose'],
            ['credit_3d_merchant_name', 'My Shop', 'ascii_without_space'],
            ['credit_3d_merchant_name', str_repeat('x', 26), 'length'],
            ['credit_3d_hash_key', '', 'required'],
            ['card_valid_check', '', 'choose'],
            ['conveni_limit_date_num', '0', 'number'],
            ['conveni_limit_date_num', '60', null],
            ['conveni_limit_date_num', '61', 'number'],
            ['conveni_connection_type', 'a', 'choice'],
            ['atm_limit_date', '0', null],
            ['payment_detail', 'ﾃｽﾄｼｮｳﾃﾝ', null],
            ['payment_detail', 'てすと', 'katakana'],
            ['payment_detail', 'テスト ショウ', 'katakana'],
            ['payment_detail', 'アイウエオアイウエオアイ', null],
            ['payment_detail', 'アイウエオアイウエオアイウ', 'length'],
            ['claim_kana', str_repeat('ガ', 12), null],
            ['claim_kana', str_repeat('ガ', 12) . 'ア', 'katakana'],
            ['claim_kanji', '', 'required'],
            ['claim_kanji', 'ｼｮｯﾌﾟABC', null],
            ['claim_kanji', '髙島商店', 'full_width'],
            ['claim_kanji', '商店①', 'full_width'],
            ['claim_kanji', '商店😀', 'full_width'],
            ['claim_kanji', 'my shop', 'full_width'],
            ['claim_kanji', 'ショップ〜テスト～', null],
            ['claim_kanji', '一二三四五六七八九十一二三', 'length'],
            ['copy_right', '(C) 2026 A & B', null],
            ['copy_right', '©店', 'ascii'],
            ['copy_right', str_repeat('x', 65), 'length'],
            ['virtual_account_limit', '365', 'number'],
            ['career_division', [], 'choose'],
            ['api_key', 'sk_test_abc', 'paidy_public_key'],
            ['logo_url', 'javascript:alert(1)', 'url'],
            ['logo_url', 'https://user:word@shop.example/', 'url'],
            ['logo_url', 'https://shop.example/ロゴ.png', 'url'],
            ['logo_url', 'https://shop.example/' . str_repeat('x', 1024), 'length'],
        ];
        foreach ($cases as $number => [$field, $value, $rule]) {
            yield "$number $field" => [SystemType::Module, $field, $value, $rule];
        }
        $links = [
            ['paygent_payment_method', ['1', '11'], 'choice'],
            ['paygent_payment_method', ['7'], 'choice'],
            ['link_url', '', 'required'],
            ['link_url', 'sandbox.paygent.co.jp', 'url'],
            ['link_url', 'http://sandbox.paygent.co.jp/v/u/request', 'https'],
            ['hash_key', '', null],
            ['hash_key', str_repeat('k', 84), null],
            ['hash_key', str_repeat('k', 85), 'length'],
            ['link_payment_term', '1', 'number'],
            ['link_payment_term', '2', null],
            ['return_url', '', null],
            ['return_url', 'https://shop.example/' . str_repeat('x', 236), 'length'],
            ['merchant_name', str_repeat('店', 33), 'length'],
            ['link_free_memo', "一\n二", 'full_width'],
            ['card_class', '3', 'choice'],
            ['card_conf', '', 'choose'],
        ];
        foreach ($links as $number => [$field, $value, $rule]) {
            yield "link $number $field" => [SystemType::Link, $field, $value, $rule];
        }
    }

    #[DataProvider('values')]
    public function testChecksEachValue(SystemType $type, string $field, mixed $value, ?string $rule): void
    {
        $input = $type === SystemType::Link
            ? SettingsInput::link([$field => $value])
            : SettingsInput::module([$field => $value]);

        self::assertSame($rule, self::rules($input)[$field] ?? null);
    }

    /** Plugin 1.4.1 wrote A-z and let these through (eccube-plugin-admin 14, D24). */
    #[DataProvider('sixSigns')]
    public function testRefusesTheSignsBetweenZAndA(string $sign): void
    {
        $fields = ['connect_id', 'connect_password', 'notice_hash_key', 'credit_3d_hash_key', 'token_key'];
        $input = SettingsInput::module(array_fill_keys($fields, 'abc' . $sign));

        self::assertSame(array_fill_keys($fields, 'alnum'), self::rules($input));
        self::assertSame(['hash_key' => 'alnum'], self::rules(SettingsInput::link(['hash_key' => 'abc' . $sign])));
    }

    /** @return iterable<array{string}> */
    public static function sixSigns(): iterable
    {
        foreach (['[', '\\', ']', '^', '_', '`'] as $sign) {
            yield $sign => [$sign];
        }
    }

    public function testAsksForNothingThatIsSwitchedOff(): void
    {
        $only = ['settlement_division' => '1', 'paygent_payment_method' => ['2']];
        $input = array_diff_key(SettingsInput::module($only), array_flip([
            'payment_division', 'security_code', 'credit_3d', 'token_env', 'token_key', 'module_stock_card',
            'payment_detail', 'claim_kanji', 'claim_kana', 'asp_payment_term', 'api_key', 'sales_mode',
        ]));

        self::assertSame([], self::rules(['career_division' => []] + $input));
        self::assertSame([], self::rules(['link_url' => 'nonsense', 'card_class' => '9'] + $input));
    }

    public function testFollowsTheDependenciesInsideACard(): void
    {
        $without = ['credit_3d_merchant_name' => '', 'credit_3d_hash_key' => '', 'credit_3d_attempt_control' => ''];

        self::assertSame([], self::rules(SettingsInput::module(['credit_3d' => '0'] + $without)));
        self::assertSame(
            ['credit_3d_hash_key' => 'required'],
            self::rules(SettingsInput::module(['credit_3d' => '1'] + $without)),
        );
        self::assertSame(
            ['credit_3d_attempt_control', 'credit_3d_merchant_name', 'credit_3d_hash_key'],
            array_keys(self::rules(SettingsInput::module(['credit_3d' => '2'] + $without))),
        );
        self::assertSame([], self::rules(SettingsInput::module(['module_stock_card' => '0', 'card_valid_check' => ''])));
    }

    public function testCancelsNoOrderThatCanStillBePaid(): void
    {
        self::assertSame(
            ['rollback_target_term' => 'at_least'],
            self::rules(SettingsInput::link(['rollback_target_term' => '4'])),
        );
        self::assertSame([], self::rules(SettingsInput::link(['rollback_target_term' => '5'])));
        $early = SettingsInput::module(['rollback_target_term' => '6']);
        self::assertSame(['rollback_target_term' => 'at_least'], self::rules($early));
        self::assertSame([], self::rules(['paygent_payment_method' => ['1', '2']] + $early));
        self::assertSame(
            '「決済処理中の注文の取消期間」は「支払期限日」(7日)以上にしてください。',
            Validator::check($early)[0]->ja,
        );
    }

    /** @return iterable<string, array{array<string, mixed>, list<string>}> */
    public static function environments(): iterable
    {
        $live = ['environment' => 'live', 'token_env' => '1', 'api_key' => 'pk_live_abc'];
        yield 'all live' => [SettingsInput::module($live), []];
        yield 'test token' => [SettingsInput::module(['token_env' => '0'] + $live), ['token_env']];
        yield 'test Paidy key' => [SettingsInput::module(['api_key' => 'pk_test_abc'] + $live), ['api_key']];
        yield 'only the environment changed' => [SettingsInput::module(['environment' => 'live']), ['token_env', 'api_key']];
        $linkUrl = 'https://link.paygent.co.jp/v/u/request';
        yield 'live link' => [SettingsInput::link(['environment' => 'live', 'link_url' => $linkUrl]), []];
        yield 'live link in test' => [SettingsInput::link(['link_url' => $linkUrl]), ['link_url']];
        yield 'abolished host' => [SettingsInput::link(['link_url' => 'https://mdev.paygent.co.jp/v/u/request']), ['link_url']];
        yield 'foreign host' => [SettingsInput::link(['link_url' => 'https://paygent.co.jp.example/v/u/request']), ['link_url']];
        $local = ['environment' => 'local', 'local_url' => 'http://127.0.0.1:8080'];
        yield 'local' => [SettingsInput::module(['token_env' => '2'] + $local), []];
        yield 'local without address' => [
            SettingsInput::module(['token_env' => '2', 'local_url' => ''] + $local),
            ['local_url'],
        ];
        yield 'local link' => [SettingsInput::link(['link_url' => 'http://127.0.0.1:8443/v/u/request'] + $local), []];
    }

    /**
     * @param array<string, mixed> $input
     * @param list<string> $fields
     */
    #[DataProvider('environments')]
    public function testMixesNoEnvironments(array $input, array $fields): void
    {
        self::assertSame($fields, array_keys(self::rules($input)));
    }

    public function testKeepsWhatIsSwitchedOffAndDropsWhatIsNoSetting(): void
    {
        [$plain, $secrets] = Validator::keep(SettingsInput::module([
            'paygent_payment_method' => ['1'],
            'credit_3d' => '0',
            'conveni_limit_date_num' => '20',
            'atm_limit_date' => 'nonsense',
            'claim_kanji' => 'ﾃｽﾄ',
            'hash_key' => '[',
            'mode' => 'register',
        ]));

        self::assertSame('20', $plain['conveni_limit_date_num']);
        self::assertSame('30', $plain['atm_limit_date']);
        self::assertSame('テスト', $plain['claim_kanji']);
        self::assertArrayNotHasKey('mode', $plain);
        self::assertSame(['connect_password', 'notice_hash_key', 'credit_3d_hash_key'], array_keys($secrets));
        self::assertSame([], array_intersect_key($plain, $secrets));
    }

    public function testHasATextInBothLanguagesForEveryRule(): void
    {
        foreach (self::values() as [$type, $field, $value]) {
            $input = $type === SystemType::Link
                ? SettingsInput::link([$field => $value])
                : SettingsInput::module([$field => $value]);
            foreach (Validator::check($input) as $violation) {
                self::assertStringContainsString(Fields::get($violation->field)->ja, $violation->ja);
                self::assertDoesNotMatchRegularExpression('/%[a-z]+%/', $violation->ja . $violation->en);
            }
        }
    }

    /**
     * @param array<array-key, mixed> $input
     *
     * @return array<string, string> rule by field
     */
    private static function rules(array $input): array
    {
        $rules = [];
        foreach (Validator::check($input) as $violation) {
            self::assertInstanceOf(Violation::class, $violation);
            self::assertArrayNotHasKey($violation->field, $rules, 'one violation a field');
            $rules[$violation->field] = $violation->rule;
        }

        return $rules;
    }
}
