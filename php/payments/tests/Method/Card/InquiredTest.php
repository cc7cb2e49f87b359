<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Settings\ThreeDSecure;
use PHPUnit\Framework\Attributes\DataProvider;

/** What a row of 094 means after the answer to 020 was lost. */
final class InquiredTest extends CardTestCase
{
    private const ROW = [
        'payment_id' => '900', 'trading_id' => 'T1_abcdefg', 'payment_type' => '02', 'payment_amount' => '1080',
    ];

    #[DataProvider('statuses')]
    public function testFollowsTheStatus(string $status, AttemptState $state, string $text): void
    {
        $row = self::ROW + ['payment_status' => $status, 'attempt_kbn' => '1'];
        $verdict = self::verdict(self::method()->inquired($this->purchase(), Answer::answered('0', rows: [$row])));

        self::assertSame($state, $verdict->state);
        if ($text === 'done') {
            self::assertInstanceOf(Done::class, $verdict->step);
        } elseif ($text === '') {
            self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        } else {
            self::assertSame($text, self::refused($verdict)->customerText);
        }
        self::assertNotNull($verdict->evidence);
        self::assertSame(Source::Inquiry, $verdict->evidence->source);
        self::assertSame(['900', $status, 1080], [
            $verdict->evidence->paymentId, $verdict->evidence->status, $verdict->evidence->amount,
        ]);
        self::assertSame(['attempt_kbn' => '1'], $verdict->evidence->facts);
    }

    /** @return iterable<string, array{string, AttemptState, string}> */
    public static function statuses(): iterable
    {
        yield '10 asked again' => ['10', AttemptState::Confirming, ''];
        yield '11 not done' => ['11', AttemptState::Refused, 'card.declined'];
        yield '15 not done' => ['15', AttemptState::Refused, 'card.declined'];
        yield '17 not done' => ['17', AttemptState::Refused, 'card.declined'];
        yield '20 done' => ['20', AttemptState::Placed, 'done'];
        yield '30 done' => ['30', AttemptState::Placed, 'done'];
        yield '31 not done' => ['31', AttemptState::Refused, 'card.timeout'];
        yield '32 not done' => ['32', AttemptState::Refused, 'card.timeout'];
        yield '33 not done' => ['33', AttemptState::Refused, 'card.cancelled'];
        yield '40 done' => ['40', AttemptState::Placed, 'done'];
        yield '41 done' => ['41', AttemptState::Placed, 'done'];
        yield '42 cancelled meanwhile' => ['42', AttemptState::Ended, 'card.cancelled'];
        yield '50 cancelled meanwhile' => ['50', AttemptState::Ended, 'card.cancelled'];
        yield '60 cancelled meanwhile' => ['60', AttemptState::Ended, 'card.cancelled'];
    }

    public function testAPageOf3DSecure1IsStillOpenIn10(): void
    {
        $verdict = self::verdict(self::method()->inquired(
            $this->purchase(['threeDSecure' => ThreeDSecure::V1]),
            Answer::answered('0', rows: [self::ROW + ['payment_status' => '10']]),
        ));

        self::assertSame(AttemptState::Away, $verdict->state);
    }

    /** @param list<array<string, string>> $rows */
    #[DataProvider('noEvidence')]
    public function testProvesNothingBy(array $rows): void
    {
        $verdict = self::verdict(self::method()->inquired($this->purchase(), Answer::answered('0', rows: $rows)));

        self::assertSame(AttemptState::Confirming, $verdict->state);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        self::assertNull($verdict->evidence);
    }

    /** @return iterable<string, array{list<array<string, string>>}> */
    public static function noEvidence(): iterable
    {
        $paid = ['payment_status' => '20'];
        yield 'no row' => [[]];
        yield 'an empty status' => [[self::ROW + ['payment_status' => '']]];
        yield 'a status cards do not have' => [[self::ROW + ['payment_status' => '43']]];
        yield 'another trading_id' => [[['trading_id' => 'T2_other'] + self::ROW + $paid]];
        yield 'another payment type' => [[['payment_type' => '03'] + self::ROW + $paid]];
        yield 'no payment_id' => [[['payment_id' => ''] + self::ROW + $paid]];
    }

    public function testAnotherAmountNeedsAPerson(): void
    {
        $verdict = self::verdict(self::method()->inquired($this->purchase(), Answer::answered('0', rows: [
            ['payment_amount' => '1081'] + self::ROW + ['payment_status' => '20'],
        ])));

        self::assertSame(AttemptState::Attention, $verdict->state);
        self::assertSame(1081, $verdict->evidence?->amount);
    }
}
