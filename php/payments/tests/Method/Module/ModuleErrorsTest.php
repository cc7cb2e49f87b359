<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Module\ModuleErrors;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Support\Texts;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class ModuleErrorsTest extends TestCase
{
    /** @return iterable<string, array{string, string, string, Retry}> */
    public static function codes(): iterable
    {
        yield 'password' => ['P002', '', 'methods.unavailable', Retry::OtherMethod];
        yield 'no contract' => ['P007', '', 'methods.unavailable', Retry::OtherMethod];
        yield 'character, other field' => ['P008', '"free_memo" has a wrong type', 'methods.input', Retry::OtherMethod];
        yield 'character, name' => ['P008', '"customer_name" has a wrong type', 'methods.field.customer_name', Retry::Again];
        yield 'length, kana' => ['P009', '"customer_family_name_kana" is too long', 'methods.field.customer_family_name_kana', Retry::Again];
        yield 'value, telephone' => ['P010', '"customer_tel"', 'methods.field.customer_tel', Retry::Again];
        yield 'limit of the contract' => ['P011', '', 'methods.amount', Retry::OtherMethod];
        yield 'zero' => ['P014', '', 'methods.amount', Retry::OtherMethod];
        yield 'maintenance' => ['P017', '', 'methods.maintenance', Retry::OtherMethod];
        yield 'system' => ['E001', '', 'methods.busy', Retry::Again];
        yield 'lock' => ['9005', '', 'methods.busy', Retry::Again];
        yield 'store vendor' => ['3004', '', 'methods.busy', Retry::Again];
        yield 'page over' => ['5009', '', 'methods.page_expired', Retry::Again];
        yield 'no account left' => ['8001', '', 'methods.unavailable', Retry::OtherMethod];
        yield 'au does not answer' => ['7402', '', 'methods.busy', Retry::Again];
        yield 'never heard of' => ['X999', '', 'methods.unavailable', Retry::OtherMethod];
    }

    #[DataProvider('codes')]
    public function testARefusalInWords(string $code, string $detail, string $text, Retry $retry): void
    {
        $verdict = ModuleErrors::verdict(Answer::answered('1', $code, $detail));
        $refused = ModuleFixture::refused($verdict);

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertNull($verdict->evidence);
        self::assertSame([$text, $retry], [$refused->customerText, $refused->retry]);
        self::assertSame(0, strpos($refused->shopReason, trim("$code $detail")));
        self::assertTrue(Texts::has($text));
        self::assertStringNotContainsString($code, Texts::get($text), 'codes are for the shop');
    }

    public function testTheShopReadsWhatItCanDo(): void
    {
        $known = ModuleErrors::refusal(Answer::answered('1', '8001', 'detail'));
        $unknown = ModuleErrors::refusal(Answer::answered('1', 'X999', 'detail'));

        self::assertSame('8001 detail ' . Texts::get('methods.shop.8001'), $known->shopReason);
        self::assertSame('X999 detail', $unknown->shopReason);
    }

    public function testEveryTextExistsInBothLanguages(): void
    {
        $keys = static fn (string $locale): array => array_values(array_filter(
            array_keys(Texts::all($locale)),
            static fn (string $key): bool => str_starts_with($key, 'methods.'),
        ));

        self::assertNotSame([], $keys('ja'));
        self::assertSame($keys('ja'), $keys('en'));
    }

    public function testEveryTextThatTheMethodsNameExists(): void
    {
        $sources = '';
        foreach (['Module', 'Conveni', 'Atm', 'BankNet', 'VirtualAccount', 'Carrier', 'Paidy'] as $room) {
            foreach ((array) glob(\dirname(__DIR__, 3) . "/src/Method/$room/*.php") as $file) {
                $sources .= file_get_contents((string) $file);
            }
        }
        preg_match_all("~'(methods\\.[a-z_.]*[a-z_])'~", $sources, $found);

        self::assertGreaterThan(20, \count($found[1]));
        foreach (array_unique($found[1]) as $key) {
            self::assertTrue(Texts::has($key), $key);
        }
    }
}
