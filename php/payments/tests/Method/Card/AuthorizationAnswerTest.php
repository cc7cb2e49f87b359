<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Settings\ThreeDSecure;
use PHPUnit\Framework\Attributes\DataProvider;

/** What answers to 020 mean. */
final class AuthorizationAnswerTest extends CardTestCase
{
    private const ROW = ['payment_id' => '900', 'trading_id' => 'T1_abcdefg'];

    public function testAnAuthorizationIsPlacedIn20(): void
    {
        $verdict = $this->judge($this->purchase(), Answer::answered('0', rows: [self::ROW]));

        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertNull($verdict->afterwards);
        self::assertNotNull($verdict->evidence);
        self::assertSame(
            [Source::Answer, '900', 'T1_abcdefg', '02', '20', 1080, self::NOW, []],
            [
                $verdict->evidence->source, $verdict->evidence->paymentId, $verdict->evidence->tradingId,
                $verdict->evidence->paymentType, $verdict->evidence->status, $verdict->evidence->amount,
                $verdict->evidence->at, $verdict->evidence->facts,
            ],
        );
    }

    public function testASaleAtOnceIsPlacedIn40(): void
    {
        $verdict = $this->judge(
            $this->purchase(['salesMode' => SalesMode::SellAtOnce]),
            Answer::answered('0', rows: [self::ROW + ['attempt_kbn' => '0']]),
        );

        self::assertSame('40', $verdict->evidence?->status);
        self::assertSame(['attempt_kbn' => '0'], $verdict->evidence->facts);
    }

    public function testKeepsTheCardAfterItHasPaidAndNotBefore(): void
    {
        $purchase = $this->purchase(
            ['validCheck' => true],
            ['card_token' => 'tok_new', 'card_token_stock' => 'tok_keep'],
        );
        $keep = $this->judge($purchase, Answer::answered('0', rows: [self::ROW]))->afterwards;

        self::assertNotNull($keep);
        self::assertSame(Money::Stays, $keep->money);
        self::assertSame('025', $keep->telegram->kind);
        self::assertSame([
            'trading_id' => '',
            'payment_id' => '',
            'customer_id' => '42',
            'valid_check_flg' => '1',
            'security_code_use' => '1',
            'card_token' => 'tok_keep',
        ], $keep->telegram->fields);
        self::assertNull($this->judge($purchase, Answer::answered('1', '2001', '"1G12"'))->afterwards);
    }

    /** @param list<array<string, string>> $rows */
    #[DataProvider('strangeAnswers')]
    public function testAnAnswerThatIsNotThisPaymentsProvesNothing(string $result, string $code, array $rows, string $paymentId = ''): void
    {
        $verdict = $this->judge($this->purchase(paymentId: $paymentId), Answer::answered($result, $code, '', $rows));

        self::assertSame(AttemptState::Confirming, $verdict->state);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        self::assertNull($verdict->evidence);
    }

    /** @return iterable<string, array{0: string, 1: string, 2: list<array<string, string>>, 3?: string}> */
    public static function strangeAnswers(): iterable
    {
        yield 'done, another trading_id' => ['0', '', [['trading_id' => 'T2_other'] + self::ROW]];
        yield 'refused, another trading_id' => ['1', '2001', [['trading_id' => 'T2_other']]];
        yield 'done, no payment_id' => ['0', '', [['payment_id' => '', 'trading_id' => 'T1_abcdefg']]];
        yield 'done, no row' => ['0', '', []];
        yield 'retry, another payment_id' => ['0', '', [self::ROW], '899'];
    }

    public function testAWrongInputMayBeCorrectedThreeTimes(): void
    {
        $wrong = Answer::answered('1', '2003', '"1G83"', [self::ROW]);
        $first = $this->judge($this->purchase(), $wrong);

        self::assertSame(AttemptState::Open, $first->state);
        self::assertSame('900', $first->evidence?->paymentId);
        self::assertSame('10', $first->evidence->status);
        self::assertSame(Retry::SameAttempt, self::refused($first)->retry);
        self::assertSame('card.check_expiry', self::refused($first)->customerText);
        foreach ([1, 2] as $retries) {
            $again = $this->judge($this->purchase(paymentId: '900', retries: $retries), $wrong);
            self::assertSame(AttemptState::Open, $again->state, "retry $retries");
        }
        $last = $this->judge($this->purchase(paymentId: '900', retries: 3), $wrong);
        self::assertSame(AttemptState::Refused, $last->state);
        self::assertSame('card.too_many_tries', self::refused($last)->customerText);
        self::assertSame(Retry::OtherMethod, self::refused($last)->retry);
        self::assertSame('10', $last->evidence?->status);
    }

    public function testAWrongInputWithoutAPaymentIsANewTry(): void
    {
        $verdict = $this->judge($this->purchase(), Answer::answered('1', '2003', '"1G65"'));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame(Retry::Again, self::refused($verdict)->retry);
        self::assertNull($verdict->evidence);
    }

    public function testARefusedRetryEndsItsPayment(): void
    {
        $verdict = $this->judge($this->purchase(paymentId: '900', retries: 2), Answer::answered('1', '2001', '"P903"'));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame('900', $verdict->evidence?->paymentId);
        self::assertSame('11', $verdict->evidence->status);
        self::assertSame('card.too_many_tries', self::refused($verdict)->customerText);
    }

    public function testARetryOfAPaymentThatPaygentDoesNotKnowMayBeginAnew(): void
    {
        $verdict = $this->judge($this->purchase(paymentId: '900', retries: 1), Answer::answered('1', '2001', '"P901"'));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame(Retry::Again, self::refused($verdict)->retry);
        self::assertNull($verdict->evidence);
    }

    public function testARetryOfAPaymentThatIsNotWaitingIsAskedAbout(): void
    {
        $verdict = $this->judge($this->purchase(paymentId: '900', retries: 1), Answer::answered('1', '2001', '"P902"'));

        self::assertSame(AttemptState::Confirming, $verdict->state);
        self::assertNull($verdict->evidence, 'it may be authorized');
    }

    public function testATimeOutOfTheCardCompanyMayBeTriedAgain(): void
    {
        $verdict = $this->judge($this->purchase(), Answer::answered('1', '2008', '"2999"'));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame('card.timeout', self::refused($verdict)->customerText);
        self::assertSame(Retry::Again, self::refused($verdict)->retry);
        self::assertSame('020 2008 "2999"', self::refused($verdict)->shopReason);
    }

    public function test3DSecure1ShowsItsPage(): void
    {
        $verdict = $this->judge(
            $this->purchase(['threeDSecure' => ThreeDSecure::V1]),
            Answer::answered('7', rows: [self::ROW + ['out_acs_html' => '<form>']]),
        );

        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertInstanceOf(ShowPage::class, $verdict->step);
        self::assertSame('<form>', $verdict->step->html);
        self::assertSame('900', $verdict->evidence?->paymentId);
        self::assertSame('10', $verdict->evidence->status);
        self::assertSame(self::NOW + 30 * 60 * 1000, $verdict->limitAt);
    }

    public function test3DSecure1WithoutAPageIsRefused(): void
    {
        $verdict = $this->judge(
            $this->purchase(['threeDSecure' => ThreeDSecure::V1]),
            Answer::answered('7', rows: [self::ROW]),
        );

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame('card.try_later', self::refused($verdict)->customerText);
        self::assertSame('10', $verdict->evidence?->status);
    }

    private function judge(Purchase $purchase, Answer $answer): Verdict
    {
        $sent = self::send(self::method()->begin($purchase));

        return self::verdict(self::method()->answered($purchase, $sent, $answer));
    }
}
