<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Paidy;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Paidy\Paidy;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Tests\Method\Module\HardNames;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\PaidyWindow;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** Paidy's window, its word to Paygent and 094, with a local Paygent. */
final class PaidyLifeTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
    }

    protected function tearDown(): void
    {
        $this->paygent->tool->clearFaults();
    }

    public function testApproved(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());

        $told = $this->window($walk, self::open($walk));
        $verdict = $walk->come('return', $told);

        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertSame(['20', 3980, $walk->tradingId, $told['id']], [
            $verdict->evidence?->status, $verdict->evidence?->amount, $verdict->evidence?->tradingId, $verdict->evidence?->facts['paidy_payment_id'] ?? '',
        ]);
    }

    public function testRejected(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());

        $told = $this->window($walk, self::open($walk), PaidyWindow::REJECTED);
        $verdict = $walk->come('return', $told);

        self::assertSame('rejected', $told['status']);
        self::assertSame('methods.paidy_rejected', ModuleFixture::refused($verdict)->customerText);
    }

    public function testClosedWithoutBuying(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $walk->begin();

        self::assertSame(AttemptState::Abandoned, $walk->come('return', ['status' => 'closed'])->state);
    }

    public function testAClosedThatIsALie(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $this->window($walk, self::open($walk));

        self::assertInstanceOf(Done::class, $walk->come('return', ['status' => 'closed'])->step);
    }

    public function testAnApprovalThatIsALie(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $walk->begin();

        $verdict = $walk->come('return', ['status' => 'authorized', 'id' => 'pay_invented', 'amount' => '3980']);

        self::assertSame([AttemptState::Confirming, null], [$verdict->state, $verdict->evidence]);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
    }

    public function testPaidyTellsPaygentLater(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $step = self::open($walk);
        $this->paygent->tool->fault(['trading_id' => $walk->tradingId, 'do' => ['paidy_webhook' => true, 'delay_s' => 60]]);
        $told = $this->window($walk, $step);
        self::assertSame(AttemptState::Confirming, $walk->come('return', $told)->state);

        $this->paygent->tool->advance('61s');

        self::assertInstanceOf(Done::class, $walk->ask()->step);
    }

    public function testAnAmountChangedInTheBrowserIsAMismatch(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $step = self::open($walk);
        $order = $step->payload['order'] ?? null;
        self::assertIsArray($order);
        $order['items'] = [['id' => '', 'title' => 'x', 'description' => '', 'unit_price' => 1, 'quantity' => 1]];
        $changed = new OpenPaidy($step->publicKey, ['amount' => 1, 'order' => $order] + $step->payload);

        $verdict = $walk->come('return', $this->window($walk, $changed));

        self::assertSame([AttemptState::Attention, 1], [$verdict->state, $verdict->evidence?->amount]);
        self::assertSame([], $this->paygent->tool->telegrams('340'), 'nothing is cancelled by the method');
    }

    public function testAnOrderPaidTwiceNeedsNobodysChoice(): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy());
        $step = self::open($walk);
        $this->window($walk, $step);
        $told = $this->window($walk, $step);

        self::assertSame(AttemptState::Confirming, $walk->come('return', $told)->state, '13002 chooses none');
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testHardNamesAreAccepted(Buyer $buyer): void
    {
        $walk = new ModuleWalk($this->paygent, new Paidy(), buyer: $buyer);

        $told = $this->window($walk, self::open($walk));

        self::assertSame('authorized', $told['status']);
        self::assertInstanceOf(Done::class, $walk->come('return', $told)->step);
    }

    private static function open(ModuleWalk $walk): OpenPaidy
    {
        $step = $walk->begin()->step;
        self::assertInstanceOf(OpenPaidy::class, $step);

        return $step;
    }

    /** @return array<string, string> what the shop's page posts to the return address */
    private function window(ModuleWalk $walk, OpenPaidy $step, string $email = PaidyWindow::APPROVED): array
    {
        $told = PaidyWindow::walk($this->paygent, $step, $email);

        return array_map(static fn (mixed $value): string => \is_scalar($value) ? (string) $value : '', $told);
    }
}
