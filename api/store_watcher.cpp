// SPDX-License-Identifier: Apache-2.0
#include "api/store_watcher.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "analysis/snapshot.hpp"

namespace sanvat::api {

namespace {

/// How long to leave a store alone that could not be read and has not changed since.
constexpr std::chrono::seconds patience{2};

}  // namespace

OpenedStore open_store(const std::filesystem::path& file) {
    data::Store store(file);
    const data::StoreStamp stamp = store.stamp();
    auto snapshot = analysis::Snapshot::make(store.read(), data::Date::today());
    return {std::move(store), stamp, std::make_shared<const State>(std::move(snapshot))};
}

StoreWatcher::StoreWatcher(OpenedStore opened, CurrentState& current, std::chrono::milliseconds interval)
    : opened_(std::move(opened)), current_(current), interval_(interval), failed_stamp_(opened_.stamp) {
    thread_ = std::thread([this] { run(); });
}

StoreWatcher::~StoreWatcher() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void StoreWatcher::run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, interval_, [&] { return stopping_; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

bool StoreWatcher::out_of_date() const {
    const analysis::Snapshot& snapshot = *opened_.state->snapshot();
    return !snapshot.content().reference_date && snapshot.reference_date() != data::Date::today();
}

void StoreWatcher::look() {
    const data::StoreStamp stamp = opened_.store.stamp();
    if (stamp == opened_.stamp && !out_of_date()) return;
    const auto now = std::chrono::steady_clock::now();
    if (stamp == failed_stamp_ && now < retry_at_) return;
    try {
        opened_ = open_store(opened_.store.file());
        current_.set(opened_.state);
        last_complaint_.clear();
        failed_stamp_ = opened_.stamp;
        spdlog::info("{}: a change of the store is served", opened_.store.file().string());
    } catch (const std::exception& error) {
        ++failures_;
        failed_stamp_ = stamp;
        retry_at_ = now + patience;
        if (last_complaint_ == error.what()) return;
        last_complaint_ = error.what();
        spdlog::error("{}; the state before it is served on", error.what());
    }
}

}  // namespace sanvat::api
