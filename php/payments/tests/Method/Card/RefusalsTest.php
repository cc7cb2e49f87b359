<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Card\Refusals;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Support\Texts;
use PHPUnit\Framework\Attributes\DataProvider;

/** Every code that can come to 020 and 450, by name. */
final class RefusalsTest extends CardTestCase
{
    /** Codes of 020, 025, 026, 027 and 450 in the reference's lists of errors. */
    private const CODES = [
        'P001', 'P002', 'P003', 'P004', 'P005', 'P006', 'P007', 'P008', 'P009', 'P010', 'P011', 'P014', 'P015', 'P016',
        'P017', 'P018', 'P030', 'P063', 'P021', 'P022', 'P023', 'P024', 'P025', 'P026', 'P027', 'E001', 'E002', '9005',
        '2001', '2002', '2003', '2004', '2006', '2008', '2009', '2015', '2016', '2017', '2018', '2020', '2021', '2022',
        '2023', '2024', '2025', '2026', '2054', '31001', '31002', '31003', '31004', '31005', '31006', '31007', '31008',
        '31009', '31010', '31011', '31012', '31013',
    ];

    public function testKnowsExactlyTheCodesOfTheReference(): void
    {
        $known = Refusals::known();
        $codes = self::CODES;
        sort($known);
        sort($codes);

        self::assertSame($codes, $known);
    }

    #[DataProvider('codes')]
    public function testEndsTheAttemptWithATextThatNamesNoCode(string $code): void
    {
        $purchase = $this->purchase();
        $sent = self::send(self::method()->begin($purchase));
        $answer = Answer::answered('1', $code, 'ペイジェントの詳細');
        $verdict = self::verdict(self::method()->answered($purchase, $sent, $answer));

        if ($code === '31010') {
            // "Already used" may be our own authorization.
            self::assertSame(AttemptState::Confirming, $verdict->state);
            self::assertInstanceOf(BeingConfirmed::class, $verdict->step);

            return;
        }
        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertNull($verdict->evidence);
        $refused = self::refused($verdict);
        self::assertSame("020 $code ペイジェントの詳細", $refused->shopReason);
        self::assertNotSame(Retry::SameAttempt, $refused->retry, 'there is no payment to go on with');
        $text = Texts::get($refused->customerText);
        self::assertDoesNotMatchRegularExpression('/[0-9]|ペイジェント|詳細/u', $text);
    }

    /** @return iterable<string, array{string}> */
    public static function codes(): iterable
    {
        foreach ([...self::CODES, '4711', ''] as $code) {
            yield 'code ' . $code => [$code];
        }
    }

    /** A vendor's detail: the attempt ends, or stays open for another try, as the payment's status says. */
    #[DataProvider('details')]
    public function testFollowsTheDetailOfTheCardCompany(string $detail, string $code, string $statusAfter): void
    {
        $purchase = $this->purchase();
        $sent = self::send(self::method()->begin($purchase));
        $row = $code === '2003' ? [['payment_id' => '900', 'trading_id' => 'T1_abcdefg']] : [];
        $verdict = self::verdict(self::method()->answered($purchase, $sent, Answer::answered('1', $code, "\"$detail\"", $row)));

        if ($detail === 'P902') {
            self::assertSame(AttemptState::Confirming, $verdict->state);

            return;
        }
        $refused = self::refused($verdict);
        self::assertStringContainsString($detail, $refused->shopReason);
        if ($statusAfter === '10') {
            self::assertSame(AttemptState::Open, $verdict->state);
            self::assertSame(Retry::SameAttempt, $refused->retry);
            self::assertSame('10', $verdict->evidence?->status);
            self::assertStringStartsWith('card.check_', $refused->customerText);
        } else {
            self::assertSame(AttemptState::Refused, $verdict->state);
            self::assertNotSame(Retry::SameAttempt, $refused->retry);
        }
    }

    /** @return iterable<string, array{string, string, string}> */
    public static function details(): iterable
    {
        $file = fopen(\dirname(__DIR__, 2) . '/data/card_error_details.csv', 'r');
        self::assertIsResource($file);
        fgetcsv($file, escape: '');
        while (($row = fgetcsv($file, escape: '')) !== false) {
            [$detail, $code, $after] = array_map(strval(...), $row);
            $number = ($number ?? 0) + 1;
            yield "No.$number $code $detail" => [str_replace('xxx', '042', $detail), $code, $after];
        }
    }

    #[DataProvider('meanings')]
    public function testSaysWhatTheCustomerCanDo(string $code, string $detail, string $text, Retry $retry): void
    {
        $refused = Refusals::named('020', $code, $detail);

        self::assertSame($text, $refused->customerText);
        self::assertSame($retry, $refused->retry);
    }

    /** @return iterable<string, array{string, string, string, Retry}> */
    public static function meanings(): iterable
    {
        yield 'declined' => ['2001', '"1G12"', 'card.declined', Retry::OtherMethod];
        yield 'stolen card, nothing said' => ['2001', '"1G60"', 'card.declined', Retry::OtherMethod];
        yield 'limit' => ['2001', '"1G55"', 'card.limit', Retry::OtherMethod];
        yield 'number' => ['2003', '"1G65"', 'card.check_number', Retry::SameAttempt];
        yield 'expiry' => ['2003', '"1P83"', 'card.check_expiry', Retry::SameAttempt];
        yield 'security code' => ['2003', '"1G44"', 'card.check_security_code', Retry::SameAttempt];
        yield 'division' => ['2003', '"1G74"', 'card.check_division', Retry::SameAttempt];
        yield 'input, no detail' => ['2003', '', 'card.check_input', Retry::SameAttempt];
        yield 'input, unknown detail' => ['2003', '"1G01"', 'card.check_input', Retry::SameAttempt];
        yield 'network' => ['2002', '"1C13"', 'card.try_later', Retry::Again];
        yield 'any 9xxx' => ['2002', '"9123"', 'card.try_later', Retry::Again];
        yield 'time-out' => ['2008', '"2999"', 'card.timeout', Retry::Again];
        yield 'detail inside a text' => ['2001', 'エラー "1G55" です', 'card.limit', Retry::OtherMethod];
        yield 'a detail changes no other code' => ['2016', '"1G55"', 'card.brand', Retry::OtherMethod];
        yield 'security code required' => ['P006', '"card_conf_number" の値がありません。', 'card.security_code', Retry::Again];
        yield 'another value missing' => ['P006', '"card_token" の値がありません。', 'card.contact_shop', Retry::OtherMethod];
        yield 'token expired' => ['2020', '', 'card.enter_again', Retry::Again];
        yield 'token reused' => ['2022', '', 'card.enter_again', Retry::Again];
        yield 'blocked, nothing said' => ['2054', '', 'card.declined', Retry::OtherMethod];
    }

    public function testEveryTextOfTheTablesExistsInBothLanguages(): void
    {
        $japanese = self::data('texts/card.ja');
        $texts = array_keys($japanese);

        self::assertSame($texts, array_keys(self::data('texts/card.en')));
        self::assertSame([], array_diff(self::data('card_details'), $texts));
    }

    /** @return array<array-key, string> */
    private static function data(string $name): array
    {
        /** @var array<array-key, string> */
        return require \dirname(__DIR__, 3) . "/data/$name.php";
    }
}
