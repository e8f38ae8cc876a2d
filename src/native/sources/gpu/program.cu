// Replays a program of Float32 operations on a GPU: the instructions and the block of memory of
// program.c, with a copy of the block on the device. Each list of instructions is captured as one
// graph the first time and launched as a whole afterwards.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>
#include "launch.cuh"

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

struct SegmentList {
  int count = 0;
  bool stale = true;
  i32 *device = nullptr;
};

struct Gpu {
  wide numbers = 0;
  float *host = nullptr, *base = nullptr;
  Replay *now = nullptr;
  void *space = nullptr;
  cublasHandle_t blas = nullptr;
  cudaStream_t stream = nullptr;
  std::map<i32, SegmentList> segments;
  std::map<std::pair<i32, i32>, cudaGraphExec_t> graphs;
  char message[200] = "";

  bool fail(const char *what, cudaError_t error = cudaGetLastError()) {
    snprintf(message, sizeof message, "%s: %s", what, cudaGetErrorString(error));
    return false;
  }

  // Recordings hold addresses of segments.
  void forget() {
    for (auto &[key, graph] : graphs) cudaGraphExecDestroy(graph);
    graphs.clear();
  }

  // Destinations in ascending order, each with its members in ascending order.
  bool update(i32 place, SegmentList &list) {
    const i32 *to = (const i32 *)(host + place);
    std::map<i32, std::vector<i32>> members;
    for (int k = 0; k < list.count; k++)
      if (to[k] >= 0) members[to[k]].push_back(k);
    std::vector<i32> flat(3 * (size_t)list.count + 2, 0);
    i32 *rows = flat.data() + 1, *starts = rows + list.count, *all = starts + list.count + 1;
    int s = 0, used = 0;
    for (const auto &[row, which] : members) {
      rows[s] = row;
      starts[s++] = used;
      for (i32 k : which) all[used++] = k;
    }
    starts[s] = used;
    flat[0] = s;
    list.stale = false;
    return cudaMemcpyAsync(list.device, flat.data(), flat.size() * 4, cudaMemcpyHostToDevice, stream) ==
               cudaSuccess && cudaStreamSynchronize(stream) == cudaSuccess;
  }

  bool prepare(const Instruction &i) {
    int count = i.op == ADD_ROWS ? i.rows : i.op == INVERSE_COUNTS ? i.inner : 0;
    if (count == 0 || i.to < 0) return true;
    SegmentList &list = segments[i.to];
    if (list.count < count) {
      cudaFree(list.device);
      forget();
      list.count = count;
      list.stale = true;
      if (cudaMalloc(&list.device, (3 * (size_t)count + 2) * 4) != cudaSuccess)
        return fail("memory for segments");
    }
    return !list.stale || update(i.to, list) || fail("segments");
  }

  bool launch(const Instruction *first, int count) {
    Launcher launcher = {base, now, blas, stream};
    for (int k = 0; k < count; k++) {
      const Instruction &i = first[k];
      Segments of = {};
      int most = 0;
      auto found = segments.find(i.to);
      if ((i.op == ADD_ROWS || i.op == INVERSE_COUNTS) && found != segments.end()) {
        const SegmentList &list = found->second;
        most = list.count;
        const i32 *rows = list.device + 1;
        of = {list.device, rows, rows + most, rows + 2 * most + 1};
      }
      if (!launcher.launch(i, of, most)) {
        snprintf(message, sizeof message, "instruction %d (operation %d) could not be launched", k, i.op);
        return false;
      }
    }
    return true;
  }

  bool capture(const Instruction *first, int count, cudaGraphExec_t *graph) {
    cudaGraph_t recorded;
    if (cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal) != cudaSuccess)
      return fail("beginning to record");
    bool launched = launch(first, count);
    if (cudaStreamEndCapture(stream, &recorded) != cudaSuccess) return fail("recording");
    if (!launched) return false;
    bool made = cudaGraphInstantiate(graph, recorded, 0) == cudaSuccess;
    cudaGraphDestroy(recorded);
    return made || fail("making a graph of the recording");
  }

  bool replay(i32 at, i32 count, const Replay &next) {
    const Instruction *first = (const Instruction *)(host + at);
    for (int k = 0; k < count; k++)
      if (!prepare(first[k])) return false;
    cudaGraphExec_t &graph = graphs[{at, count}];
    if (!graph && !capture(first, count, &graph)) return false;
    if (cudaMemcpyAsync(now, &next, sizeof next, cudaMemcpyHostToDevice, stream) != cudaSuccess)
      return fail("settings of a replay");
    return cudaGraphLaunch(graph, stream) == cudaSuccess || fail("replaying");
  }
};

}  // namespace

// A block of `numbers` on the device; null with the reason in `message` of 200 characters.
EXPORT Gpu *gpu_open(int numbers, char *message) {
  Gpu *gpu = new Gpu;
  gpu->numbers = numbers;
  gpu->host = (float *)calloc(numbers, 4);
  const size_t space = 32 << 20;
  bool open = gpu->host && cudaMalloc(&gpu->base, (size_t)numbers * 4) == cudaSuccess &&
              cudaMemset(gpu->base, 0, (size_t)numbers * 4) == cudaSuccess &&
              cudaMalloc(&gpu->now, sizeof(Replay)) == cudaSuccess &&
              cudaMalloc(&gpu->space, space) == cudaSuccess &&
              cudaStreamCreate(&gpu->stream) == cudaSuccess;
  if (!open) gpu->fail("opening the device");
  else if (cublasCreate(&gpu->blas) != CUBLAS_STATUS_SUCCESS ||
           cublasSetStream(gpu->blas, gpu->stream) != CUBLAS_STATUS_SUCCESS ||
           cublasSetWorkspace(gpu->blas, gpu->space, space) != CUBLAS_STATUS_SUCCESS ||
           cublasSetMathMode(gpu->blas, CUBLAS_PEDANTIC_MATH) != CUBLAS_STATUS_SUCCESS) {
    snprintf(gpu->message, sizeof gpu->message, "opening cuBLAS");
    open = false;
  }
  if (open) return gpu;
  strncpy(message, gpu->message, 199);
  delete gpu;
  return nullptr;
}

EXPORT const char *gpu_message(Gpu *gpu) { return gpu->message; }

// The device's name, in `name` of 200 characters; 0 when there is no device.
EXPORT int gpu_name(char *name) {
  cudaDeviceProp properties;
  if (cudaGetDeviceProperties(&properties, 0) != cudaSuccess) return 0;
  strncpy(name, properties.name, 199);
  return 1;
}

EXPORT int gpu_write(Gpu *gpu, int at, const float *from, int count) {
  memcpy(gpu->host + at, from, (size_t)count * 4);
  for (auto &[place, list] : gpu->segments)
    if (place < at + count && at < place + list.count) list.stale = true;
  return cudaMemcpyAsync(gpu->base + at, gpu->host + at, (size_t)count * 4, cudaMemcpyHostToDevice,
                         gpu->stream) == cudaSuccess || gpu->fail("writing");
}

EXPORT int gpu_clear(Gpu *gpu, int at, int count) {
  return cudaMemsetAsync(gpu->base + at, 0, (size_t)count * 4, gpu->stream) == cudaSuccess ||
         gpu->fail("clearing");
}

EXPORT int gpu_read(Gpu *gpu, int at, float *to, int count) {
  return (cudaMemcpyAsync(to, gpu->base + at, (size_t)count * 4, cudaMemcpyDeviceToHost, gpu->stream) ==
              cudaSuccess && cudaStreamSynchronize(gpu->stream) == cudaSuccess) || gpu->fail("reading");
}

EXPORT int gpu_replay(Gpu *gpu, int at, int count, u32 run, int training, int active, int samples,
                      float weight) {
  return gpu->replay(at, count, {run, training, active, samples, weight});
}

EXPORT int gpu_adam(Gpu *gpu, int count, int parameters, int gradient, int first, int second,
                    double rate, double b1, double b2, double epsilon, double c1, double c2,
                    double decay, double decoupled) {
  float *base = gpu->base;
  adam_kernel<<<blocks(count), THREADS, 0, gpu->stream>>>(
      count, base + parameters, base + gradient, base + first, base + second, (float)(rate / c1),
      (float)(1 / sqrt(c2)), (float)b1, (float)(1 - b1), (float)b2, (float)(1 - b2), (float)epsilon,
      (float)decay, (float)(1 - decoupled));
  return cudaGetLastError() == cudaSuccess || gpu->fail("Adam");
}

EXPORT int gpu_descend(Gpu *gpu, int count, int parameters, int gradient, int momentum, double rate,
                       double share, double decay) {
  float *base = gpu->base;
  descend_kernel<<<blocks(count), THREADS, 0, gpu->stream>>>(
      count, base + parameters, base + gradient, base + momentum, (float)rate, (float)share,
      (float)decay);
  return cudaGetLastError() == cudaSuccess || gpu->fail("descent");
}

EXPORT void gpu_close(Gpu *gpu) {
  gpu->forget();
  for (auto &[place, list] : gpu->segments) cudaFree(list.device);
  cublasDestroy(gpu->blas);
  cudaStreamDestroy(gpu->stream);
  cudaFree(gpu->space);
  cudaFree(gpu->now);
  cudaFree(gpu->base);
  free(gpu->host);
  delete gpu;
}
