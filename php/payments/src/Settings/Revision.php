<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** One stored revision as screens may see it: secrets stay sealed, a screen tells only which are set. */
final class Revision
{
    /**
     * @param array<string, string|list<string>> $plain values by the name of the setting
     * @param array<string, string> $sealed sealed secrets by the name of the setting
     * @param int $createdAt epoch ms
     * @param int|null $activatedAt epoch ms
     * @param int|null $retiredAt epoch ms
     */
    public function __construct(
        public readonly string $id,
        public readonly string $accountId,
        public readonly RevisionState $state,
        public readonly array $plain,
        public readonly array $sealed,
        public readonly int $createdAt,
        public readonly ?int $activatedAt,
        public readonly ?int $retiredAt,
    ) {}

    /** @return list<string> names of the secrets that are set: a screen shows that much and no more */
    public function secretsSet(): array
    {
        return array_keys($this->sealed);
    }
}
