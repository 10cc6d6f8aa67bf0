// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_batch.hpp"

#include <gtest/gtest.h>

namespace sanvat::tiler::tile_batch_test {
namespace {

const TileId first = *TileId::make(1, 0, 0);
const TileId second = *TileId::make(1, 1, 0);

Tile tile_of(const char* text) {
    return make_tile(text, TileFormat::png8);
}

struct Listener {
    std::vector<std::string> heard;
    TileDone done() {
        return [this](const TileResult& result) {
            const auto* tile = std::get_if<Tile>(&result);
            heard.push_back(tile ? *tile->bytes : "error");
        };
    }
};

TEST(TileBatch, EverybodyWhoWaitsIsToldOnce) {
    TileBatch batch({first, second});
    Listener a;
    Listener b;
    EXPECT_TRUE(batch.join(first, a.done()));
    EXPECT_TRUE(batch.join(first, b.done()));
    batch.finish(first, tile_of("one"));
    batch.finish(second, tile_of("two"));
    EXPECT_EQ(a.heard, std::vector<std::string>{"one"});
    EXPECT_EQ(b.heard, std::vector<std::string>{"one"});
}

TEST(TileBatch, WhoComesLateIsServedAtOnce) {
    TileBatch batch({first, second});
    batch.finish(first, tile_of("one"));
    Listener late;
    EXPECT_TRUE(batch.join(first, late.done()));
    EXPECT_EQ(late.heard, std::vector<std::string>{"one"});
}

TEST(TileBatch, WhatIsWaitedForComesFirst) {
    TileBatch batch({first, second});
    Listener listener;
    EXPECT_EQ(batch.next(), first);
    EXPECT_TRUE(batch.join(second, listener.done()));
    EXPECT_EQ(batch.next(), second);
    batch.finish(second, tile_of("two"));
    EXPECT_EQ(batch.next(), first);
    batch.finish(first, tile_of("one"));
    EXPECT_EQ(batch.next(), std::nullopt);
}

TEST(TileBatch, AFailureReachesAllWhoWaitAndNobodyJoinsAfterwards) {
    TileBatch batch({first});
    Listener waiting;
    Listener late;
    EXPECT_TRUE(batch.join(first, waiting.done()));
    batch.fail(std::make_exception_ptr(std::runtime_error("no")));
    EXPECT_EQ(waiting.heard, std::vector<std::string>{"error"});
    EXPECT_FALSE(batch.join(first, late.done()));
    EXPECT_TRUE(late.heard.empty());
}

TEST(TileBatches, OneKeyIsStartedOnceUntilItIsRemoved) {
    TileBatches batches;
    Listener listener;
    std::vector<std::shared_ptr<TileBatch>> started;
    const auto start = [&](const std::shared_ptr<TileBatch>& batch) {
        started.push_back(batch);
        return true;
    };
    EXPECT_TRUE(batches.join("k", {first, second}, first, listener.done(), start));
    EXPECT_TRUE(batches.join("k", {first, second}, second, listener.done(), start));
    EXPECT_EQ(started.size(), 1u);
    batches.remove("k");
    EXPECT_TRUE(batches.join("k", {first, second}, first, listener.done(), start));
    EXPECT_EQ(started.size(), 2u);
}

TEST(TileBatches, WhatIsNotTakenOnLeavesNothingBehind) {
    TileBatches batches;
    Listener listener;
    const auto refuse = [](const std::shared_ptr<TileBatch>&) { return false; };
    EXPECT_FALSE(batches.join("k", {first}, first, listener.done(), refuse));
    EXPECT_TRUE(listener.heard.empty());
    bool asked = false;
    EXPECT_TRUE(batches.join("k", {first}, first, listener.done(), [&](const auto&) { return asked = true; }));
    EXPECT_TRUE(asked);
}

}  // namespace
}  // namespace sanvat::tiler::tile_batch_test
