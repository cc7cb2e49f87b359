<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\Card\PaymentDivision;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class PaymentDivisionTest extends TestCase
{
    /**
     * @param list<string> $allowed
     * @param array<string, string>|null $fields
     */
    #[DataProvider('choices')]
    public function testTakesOnlyWhatTheSettingsAllow(array $allowed, string $class, string $count, ?array $fields): void
    {
        self::assertSame($fields, PaymentDivision::chosen($allowed, $class, $count)?->fields());
    }

    /** @return iterable<string, array{list<string>, string, string, array<string, string>|null}> */
    public static function choices(): iterable
    {
        $three = ['payment_class' => '61', 'split_count' => '3'];
        yield 'once' => [['10'], '10', '', ['payment_class' => '10']];
        yield 'nothing chosen is once' => [['10'], '', '', ['payment_class' => '10']];
        yield 'nothing chosen, once not allowed' => [['61'], '', '', null];
        yield 'instalments in one value' => [['10', '61'], '61-3', '', $three];
        yield 'instalments in two values' => [['10', '61'], '61', '3', $three];
        yield 'instalments without a count' => [['10', '61'], '61', '', null];
        yield 'instalments not allowed' => [['10'], '61-3', '', null];
        yield 'a count that is not offered' => [['61'], '61-7', '', null];
        yield 'one count allowed' => [['61-3'], '61-3', '', $three];
        yield 'another count than the one allowed' => [['61-3'], '61-6', '', null];
        yield 'revolving' => [['80'], '80', '', ['payment_class' => '80']];
        yield 'revolving not allowed' => [['10'], '80', '', null];
        yield 'bonus as the settings call it' => [['21'], '21', '', ['payment_class' => '23']];
        yield 'bonus as the telegram calls it' => [['21'], '23', '', ['payment_class' => '23']];
        yield 'bonus allowed as the telegram calls it' => [['23'], '21', '', ['payment_class' => '23']];
        yield 'bonus not allowed' => [['10', '61', '80'], '23', '', null];
        yield 'nonsense' => [['10', '61', '80', '21'], "10' OR 1", '', null];
        yield 'nothing allowed' => [[], '10', '', null];
        yield 'a setting that is no class' => [['99', '61-x'], '61-x', '', null];
    }

    public function testOffersInTheOrderOfTheSettings(): void
    {
        self::assertSame(
            ['80', '61-2', '61-3', '61-6', '61-10', '61-15', '61-20', '10'],
            array_map(strval(...), array_keys(PaymentDivision::offered(['80', '61', '10']))),
        );
    }
}
