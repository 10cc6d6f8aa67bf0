// SPDX-License-Identifier: Apache-2.0
#include "tiler/render_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace sanvat::tiler::render_pool_test {
namespace {

std::shared_ptr<const Theme> theme() {
    return load_theme(default_theme_file());
}

TEST(RenderPool, RefusesWhenItsQueueIsFullAndTakesAgainLater) {
    std::promise<void> begun;
    std::promise<void> release;
    std::promise<void> second_done;
    RenderPool pool(theme(), 1, 1);
    ASSERT_TRUE(pool.submit([&](Workbench&) {
        begun.set_value();
        release.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(pool.submit([&](Workbench&) { second_done.set_value(); }));
    EXPECT_FALSE(pool.submit([](Workbench&) { FAIL() << "was refused"; }));
    release.set_value();
    second_done.get_future().wait();
    std::promise<void> third_done;
    EXPECT_TRUE(pool.submit([&](Workbench&) { third_done.set_value(); }));
    third_done.get_future().wait();
}

TEST(RenderPool, FinishesWhatItTookBeforeItGoes) {
    std::atomic<int> done = 0;
    {
        RenderPool pool(theme(), 2, 100);
        for (int i = 0; i < 50; ++i)
            ASSERT_TRUE(pool.submit([&](Workbench&) { ++done; }));
    }
    EXPECT_EQ(done, 50);
}

TEST(RenderPool, QuickJobsDoNotWaitForSlowOnes) {
    std::promise<void> release;
    const auto released = release.get_future().share();
    std::atomic<int> slow = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    {
        RenderPool pool(theme(), 4, 100);
        for (int i = 0; i < 8; ++i) {
            pool.submit_slow([&](Workbench&) {
                const int now = ++slow;
                most = std::max(most.load(), now);
                released.wait();
                --slow;
                ++done;
            });
        }
        for (int i = 0; i < 20; ++i) {
            std::promise<void> quick;
            ASSERT_TRUE(pool.submit([&](Workbench&) { quick.set_value(); }));
            quick.get_future().wait();
        }
        release.set_value();
    }
    EXPECT_LE(most, 2) << "half of the threads";
    EXPECT_EQ(done, 8) << "all of them are done before the pool goes";
}

TEST(RenderPool, AWorkbenchKeepsItsPainters) {
    const auto shared = theme();
    Workbench bench(shared);
    Painter& first = bench.painter(shared->styles.front());
    EXPECT_EQ(&first, &bench.painter(shared->styles.front()));
}

}  // namespace
}  // namespace sanvat::tiler::render_pool_test
