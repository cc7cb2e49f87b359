<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Engine;
use Paygent\Payments\Flow\Resumed;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Flow\Started;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\Browser;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\PaidyWindow;
use Paygent\Payments\Tests\Support\SettingsFixture;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The module-type methods through the whole engine: shop, database, local Paygent and browser are real. */
final class ModuleEngineTest extends TestCase
{
    use WithDatabases;

    private LocalPaygent $paygent;
    private Browser $browser;
    private Connection $shop;
    private Engine $engine;
    private Account $account;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->browser = $this->paygent->browser();
        $database = $this->database(DatabaseKind::SQLite);
        $this->shop = $database->connect();
        ShopTables::create($this->shop);
        $journal = new Database($database->connect());
        (new Migrator($journal))->migrate();
        $settings = SettingsFixture::module(paidy: ['publicKey' => $this->paygent->contract('paidy_public_key')]);
        $this->engine = new Engine(
            $journal,
            $this->paygent->gateway(),
            new SqlShop($this->shop),
            new class ($settings) implements SettingsSource {
                public function __construct(private readonly Settings $settings) {}

                public function active(string $accountId): Settings
                {
                    return $this->settings;
                }

                public function revision(string $accountId, string $revision): Settings
                {
                    return $this->settings;
                }
            },
            new ReturnDoor('https://shop.example/paygent/return', new Secret(random_bytes(32))),
            $this->paygent->tool,
        );
        $this->account = $this->engine->accounts->of(
            Environment::Local,
            $this->paygent->contract('merchant_id'),
            '',
            $this->paygent->tool->time(),
        );
    }

    protected function tearDown(): void
    {
        $this->paygent->tool->clearFaults();
    }

    /** @return iterable<string, array{MethodId, string, array<string, string>}> */
    public static function numbers(): iterable
    {
        yield 'conveni' => [MethodId::Conveni, '030', ['cvs_company_id' => '00C001']];
        yield 'atm' => [MethodId::Atm, '010', []];
        yield 'virtual account' => [MethodId::VirtualAccount, '070', []];
    }

    /** @param array<string, string> $input */
    #[DataProvider('numbers')]
    public function testTheOrderIsPlacedAndWaits(MethodId $method, string $kind, array $input): void
    {
        [$order, $started] = $this->start($method, $input);

        self::assertInstanceOf(Instructions::class, $started->step);
        self::assertSame([AttemptState::Waiting, OrderState::Placed], [$this->state($started), $this->order($order)]);
    }

    /** @param array<string, string> $input */
    #[DataProvider('numbers')]
    public function testALostAnswerIsFoundAgain(MethodId $method, string $kind, array $input): void
    {
        $this->paygent->tool->fault(['kind' => $kind, 'do' => ['swallow' => true]]);

        [$order, $started] = $this->start($method, $input);

        self::assertInstanceOf(Instructions::class, $started->step);
        self::assertSame([AttemptState::Waiting, OrderState::Placed], [$this->state($started), $this->order($order)]);
        $attempt = $this->engine->attempts->find((string) $started->attemptId);
        self::assertCount(1, $this->paygent->tool->payments($attempt->tradingId ?? ''), 'sent once');
    }

    /** @return iterable<string, array{MethodId}> */
    public static function carriers(): iterable
    {
        yield 'docomo' => [MethodId::Docomo];
        yield 'au' => [MethodId::Au];
        yield 'softbank' => [MethodId::Softbank];
    }

    #[DataProvider('carriers')]
    public function testBoughtWithACarrier(MethodId $method): void
    {
        [$order, $started] = $this->start($method, ['user_agent' => ModuleFixture::SMARTPHONE]);
        $page = $this->browser->submit($this->charge($method, $started->step), ['do' => 'buy'], '/carrier/decide');
        $page = $method === MethodId::Docomo ? $this->browser->submit($page, ['do' => 'next']) : $page;

        $first = $this->resume($page);
        $second = $this->resume($page);

        self::assertInstanceOf(Done::class, $first->step);
        self::assertInstanceOf(Done::class, $second->step, 'a reload sees what is');
        self::assertSame([AttemptState::Placed, OrderState::Placed], [$this->state($started), $this->order($order)]);
    }

    #[DataProvider('carriers')]
    public function testGivenUpAtACarrier(MethodId $method): void
    {
        [$order, $started] = $this->start($method);
        $page = $this->browser->submit($this->charge($method, $started->step), ['do' => 'stop'], '/carrier/decide');

        self::assertInstanceOf(Refused::class, $this->resume($page)->step);
        self::assertSame([AttemptState::Abandoned, OrderState::Purchasing], [$this->state($started), $this->order($order)]);
        self::assertInstanceOf(Instructions::class, $this->start(MethodId::Atm, [], $order)[1]->step, 'another way of paying');
    }

    /** @return iterable<string, array{string, class-string<Step>, AttemptState, OrderState}> */
    public static function banks(): iterable
    {
        yield 'paid' => ['pay', Done::class, AttemptState::Placed, OrderState::Paid];
        yield 'given up' => ['abort', Refused::class, AttemptState::Abandoned, OrderState::Purchasing];
    }

    /** @param class-string<Step> $step */
    #[DataProvider('banks')]
    public function testAtABank(string $decision, string $step, AttemptState $state, OrderState $expected): void
    {
        [$order, $started] = $this->start(MethodId::BankNet);
        $chosen = $this->browser->submit($this->show($started->step), ['bankCode' => 'D036'], '/banking/asp/bank');
        $bank = $this->browser->submit($chosen, [], '/banking/dummy');

        $resumed = $this->resume($this->browser->submit($bank, ['decision' => $decision], '/banking/dummy/end'));

        self::assertInstanceOf($step, $resumed->step);
        self::assertSame([$state, $expected], [$this->state($started), $this->order($order)]);
    }

    /** @return iterable<string, array{string, int, AttemptState, OrderState}> */
    public static function windows(): iterable
    {
        yield 'approved' => [PaidyWindow::APPROVED, 3980, AttemptState::Placed, OrderState::Placed];
        yield 'rejected' => [PaidyWindow::REJECTED, 3980, AttemptState::Refused, OrderState::Purchasing];
        yield 'approved with another amount' => [PaidyWindow::APPROVED, 1, AttemptState::Attention, OrderState::Purchasing];
    }

    #[DataProvider('windows')]
    public function testWithPaidy(string $email, int $amount, AttemptState $state, OrderState $expected): void
    {
        [$order, $started] = $this->start(MethodId::Paidy);
        self::assertInstanceOf(OpenPaidy::class, $started->step);
        $payload = $started->step->payload;
        self::assertIsArray($payload['order']);
        if ($amount !== 3980) {
            $payload['order']['items'] = [['title' => 'x', 'unit_price' => $amount, 'quantity' => 1]];
        }
        $told = PaidyWindow::walk($this->paygent, new OpenPaidy($started->step->publicKey, ['amount' => $amount] + $payload), $email);

        $this->resume(Page::atTheShop('POST', $started->step->returnUrl, http_build_query($told)));

        self::assertSame([$state, $expected], [$this->state($started), $this->order($order)]);
    }

    /**
     * @param array<string, string> $input
     *
     * @return array{string, Started}
     */
    private function start(MethodId $method, array $input = [], ?string $order = null): array
    {
        $order ??= ShopTables::order($this->shop, 3980);

        return [$order, $this->engine->checkout->start($this->account, $order, $method, ModuleFixture::buyer(), $input)];
    }

    private function resume(Page $page): Resumed
    {
        self::assertTrue($page->isShop(), $page->text());
        $fields = $page->fields();

        return $this->engine->checkout->resume(
            $fields[ReturnDoor::PARAMETER] ?? '',
            array_diff_key($fields, [ReturnDoor::PARAMETER => '']),
        );
    }

    private function charge(MethodId $method, Step $step): Page
    {
        $page = $this->show($step);

        return $method === MethodId::Softbank
            ? $page
            : $this->show($this->resume($this->browser->submit($page, ['do' => 'agree']))->step);
    }

    private function show(Step $step): Page
    {
        if ($step instanceof GoToUrl) {
            return $this->browser->open($step->url);
        }
        self::assertInstanceOf(ShowPage::class, $step);

        return $this->browser->show($step->html);
    }

    private function state(Started $started): ?AttemptState
    {
        return $this->engine->attempts->find((string) $started->attemptId)?->state;
    }

    private function order(string $order): ?OrderState
    {
        return (new SqlShop($this->shop))->snapshot($order)?->state;
    }
}
