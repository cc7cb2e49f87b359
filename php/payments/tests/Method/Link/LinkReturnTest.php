<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Link\LinkAtm;
use Paygent\Payments\Method\Link\LinkBankNet;
use Paygent\Payments\Method\Link\LinkCard;
use Paygent\Payments\Method\Link\LinkCarrier;
use Paygent\Payments\Method\Link\LinkConveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Support\JapanTime;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** The way back, and what 094 makes of it (link-type 7, 14). */
final class LinkReturnTest extends TestCase
{
    /** "result=0" in an unsigned address proves nothing. */
    #[DataProviderExternal(LinkFixture::class, 'methods')]
    public function testAReturnIsAQuestion(Method $method): void
    {
        $move = $method->returned(LinkFixture::purchase(), LinkFixture::back('return'));
        self::assertInstanceOf(Inquire::class, $move);
        self::assertSame(AttemptState::Away, $move->notFound->state);
        self::assertInstanceOf(BeingConfirmed::class, $move->notFound->step);
        self::assertNull($move->noEvidence);
        self::assertSame('', $move->paymentId);
    }

    #[DataProviderExternal(LinkFixture::class, 'methods')]
    public function testAStopGivesUpOnlyWhatPaygentDoesNotKnow(Method $method): void
    {
        $move = $method->returned(LinkFixture::purchase(), LinkFixture::back('cancel'));
        self::assertInstanceOf(Inquire::class, $move);
        self::assertSame(AttemptState::Abandoned, $move->notFound->state);
        self::assertNull($move->noEvidence, 'without an answer nothing is given up');
    }

    /** @param class-string|null $step */
    #[DataProvider('statuses')]
    public function testStatuses(Method $method, string $status, string $door, AttemptState $state, ?string $step): void
    {
        $verdict = LinkFixture::inquired($method, ['payment_status' => $status], $door);
        self::assertSame($state, $verdict->state);
        self::assertSame($step ?? BeingConfirmed::class, $verdict->step::class);
        self::assertNotNull($verdict->evidence);
        self::assertSame([$status, '700001', 3980], [
            $verdict->evidence->status,
            $verdict->evidence->paymentId,
            $verdict->evidence->amount,
        ]);
    }

    /** @return iterable<string, array{Method, string, string, AttemptState, ?string}> */
    public static function statuses(): iterable
    {
        $groups = [
            [new LinkCard(), ['20', '30', '40', '41'], AttemptState::Placed, Done::class],
            [new LinkCard(), ['14', '31'], AttemptState::Away, null],
            [new LinkCard(), ['32', '33'], AttemptState::Refused, Refused::class],
            [new LinkCard(), ['42', '50', '60'], AttemptState::Ended, Refused::class],
            [new LinkConveni(), ['40', '43'], AttemptState::Placed, Done::class],
            [new LinkConveni(), ['10'], AttemptState::Waiting, Instructions::class],
            [new LinkConveni(), ['12'], AttemptState::Expired, Refused::class],
            [new LinkConveni(), ['61'], AttemptState::Ended, Refused::class],
            [new LinkAtm(), ['40'], AttemptState::Placed, Done::class],
            [new LinkAtm(), ['10'], AttemptState::Waiting, Instructions::class],
            [new LinkAtm(), ['12'], AttemptState::Expired, Refused::class],
            [new LinkBankNet(), ['40'], AttemptState::Placed, Done::class],
            [new LinkBankNet(), ['10'], AttemptState::Away, null],
            [new LinkCarrier(), ['20', '21', '30', '34', '40', '41', '44'], AttemptState::Placed, Done::class],
            [new LinkCarrier(), ['10'], AttemptState::Away, null],
            [new LinkCarrier(), ['35', '36', '42'], AttemptState::Attention, null],
            [new LinkCarrier(), ['32', '33'], AttemptState::Refused, Refused::class],
            [new LinkCarrier(), ['60', '62'], AttemptState::Ended, Refused::class],
            [new LinkAtm(), ['43'], AttemptState::Attention, null],
            [new LinkCard(), ['12', '99'], AttemptState::Attention, null],
        ];
        foreach ($groups as [$method, $statuses, $state, $step]) {
            foreach ($statuses as $status) {
                foreach (['return', 'cancel', ''] as $door) {
                    yield $method->id()->value . " $status $door" => [$method, $status, $door, $state, $step];
                }
            }
        }
        yield from self::failures();
    }

    /** @return iterable<string, array{Method, string, string, AttemptState, ?string}> what the door decides */
    private static function failures(): iterable
    {
        $failed = [[new LinkCard(), '11'], [new LinkCard(), '13'], [new LinkCard(), '15'], [new LinkBankNet(), '15'], [new LinkCarrier(), '15']];
        foreach ($failed as [$method, $status]) {
            $name = $method->id()->value . " $status";
            yield "$name return" => [$method, $status, 'return', AttemptState::Refused, Refused::class];
            yield "$name cancel" => [$method, $status, 'cancel', AttemptState::Abandoned, Refused::class];
            yield "$name asked by the engine" => [$method, $status, '', AttemptState::Away, null];
        }
        // 2003: the customer may enter the card again, and gives up only by stopping.
        yield 'link_card 10 return' => [new LinkCard(), '10', 'return', AttemptState::Away, null];
        yield 'link_card 10 cancel' => [new LinkCard(), '10', 'cancel', AttemptState::Abandoned, Refused::class];
        yield 'link_card 10 asked by the engine' => [new LinkCard(), '10', '', AttemptState::Away, null];
    }

    public function testAStoreNumberIsShownUntilTheEndOfItsLastDay(): void
    {
        $verdict = LinkFixture::inquired(new LinkConveni(), [
            'payment_status' => '10',
            'receipt_number' => '1234567890123',
            'payment_limit_date' => '20261128',
            'customer_name' => '太郎',
        ], 'return');
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame([
            'methods.line.payment_slip_number' => '1234567890123',
            'methods.line.limit' => '2026/11/28',
        ], $verdict->step->lines);
        $limit = (int) JapanTime::parseDateTime('20261128235959') + 999;
        self::assertSame([$limit, $limit], [$verdict->step->limitAt, $verdict->limitAt]);
        self::assertSame(['payment_limit_date' => '20261128'], $verdict->evidence?->facts);
    }

    public function testAnAtmNumber(): void
    {
        $verdict = LinkFixture::inquired(new LinkAtm(), [
            'payment_status' => '10',
            'customer_number' => '00001234567890123456',
            'conf_number' => '123456',
            'bank_code' => '',
        ], 'return');
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame([
            'methods.line.customer_number' => '00001234567890123456',
            'methods.line.confirmation_number' => '123456',
        ], $verdict->step->lines);
        self::assertNull($verdict->step->limitAt);
    }

    public function testTheCarrierIsKnownByItsType(): void
    {
        $verdict = LinkFixture::inquired(new LinkCarrier(), ['payment_status' => '20', 'career_type' => '5']);
        self::assertSame('5', $verdict->evidence?->carrier);
    }

    /** @param array<string, string> $row */
    #[DataProvider('strangers')]
    public function testAnotherAmountTypeOrAttemptNeedsAPerson(array $row): void
    {
        $verdict = LinkFixture::inquired(new LinkCard(), $row + ['payment_status' => '20'], 'return');
        self::assertSame(AttemptState::Attention, $verdict->state);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        self::assertNotNull($verdict->evidence);
    }

    /** @return array<string, array{array<string, string>}> */
    public static function strangers(): array
    {
        return [
            'amount' => [['payment_amount' => '3981']],
            'amount in dollars' => [['payment_amount' => '39.80']],
            'no amount' => [['payment_amount' => '']],
            'type' => [['payment_type' => '03']],
            'attempt' => [['trading_id' => 'S_1002_abcdefg']],
            'no attempt' => [['trading_id' => '']],
        ];
    }

    public function testWithoutStatusOrPaymentIdThereIsNoEvidence(): void
    {
        foreach ([['payment_status' => ''], ['payment_status' => '20', 'payment_id' => '']] as $row) {
            $verdict = LinkFixture::inquired(new LinkCard(), $row, 'cancel');
            self::assertSame(AttemptState::Away, $verdict->state);
            self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
            self::assertNull($verdict->evidence);
        }
        $verdict = LinkFixture::verdict((new LinkCard())->inquired(LinkFixture::purchase(), Answer::answered('0')));
        self::assertNull($verdict->evidence);
    }
}
