<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\ReturnUrls;

/** Addresses of a shop; keeps what a method sealed into them, and gives it back with a return. */
final class CarryingUrls implements ReturnUrls
{
    /** @var array<string, array<string, string>> by door */
    private array $carried = [];

    /** @param string $base longer than usual where a test needs it */
    public function __construct(private readonly string $base = 'https://shop.example/paygent/') {}

    public function to(string $door, array $carry = []): string
    {
        $this->carried[$door] = $carry;

        return $this->base . $door . '?s=' . bin2hex(implode('', $carry));
    }

    /** @param array<string, string> $fields */
    public function back(string $door, array $fields): BrowserReturn
    {
        return new BrowserReturn($door, $fields, $this->carried[$door] ?? []);
    }
}
